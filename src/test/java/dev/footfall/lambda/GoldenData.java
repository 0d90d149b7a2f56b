package dev.footfall.lambda;

import dev.footfall.testsupport.Owner;
import dev.footfall.testsupport.TestEvent;
import java.util.UUID;

/** What the golden events' campaign holds before each of them: two page views, one purchase. */
final class GoldenData {
  static final UUID CAMPAIGN = UUID.fromString("5d0c7a1e-6f3b-4c8e-9a27-1b4e8f60d3c2");

  private GoldenData() {}

  static void reset(Owner owner) {
    owner.execute("DELETE FROM events WHERE campaign_id = ?", CAMPAIGN);
    owner.execute("DELETE FROM event_counts WHERE campaign_id = ?", CAMPAIGN);
    owner.execute("DELETE FROM campaigns WHERE campaign_id = ?", CAMPAIGN);
    TestEvent.store(event(1, "page_view"), event(2, "page_view"), event(3, "purchase"));
  }

  private static TestEvent event(int number, String type) {
    return TestEvent.of(CAMPAIGN, type, "2026-05-06T0" + number + ":30:00Z")
        .with("id", "9a1c0000-0000-4000-8000-00000000010" + number)
        .with("session_id", "e2b9f4d6-0c15-4a7b-8d3e-7f6a5c4b3a21");
  }
}
