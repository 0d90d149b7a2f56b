package dev.footfall.campaign;

import dev.footfall.testsupport.Json;
import dev.footfall.testsupport.ServiceTest;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the list shows a campaign whose events were dropped, while their counters stay. */
@QuarkusTest
class CampaignRetentionTest extends ServiceTest {
  private static final Instant NOON = Instant.parse("2002-03-14T12:00:00Z");

  private String lostUntil;

  @BeforeEach
  void remember() {
    lostUntil = owner.value("SELECT lost_until FROM retention");
  }

  @AfterEach
  void putBack() {
    owner.execute("UPDATE retention SET lost_until = ?::timestamptz", lostUntil);
  }

  private void dropEvents(UUID dropped) {
    owner.execute("DELETE FROM events WHERE campaign_id = ?", dropped);
    owner.execute("UPDATE retention SET lost_until = '2002-04-01 00:00+00'");
  }

  @Test
  void aLostRaggedEdgeAffectsItsOwnCampaignOnly() {
    List<UUID> ids =
        Stream.generate(UUID::randomUUID)
            .limit(3)
            .sorted(Comparator.comparing(UUID::toString))
            .toList();
    TestEvent.store(
        TestEvent.of(ids.get(0), "a", NOON.plusSeconds(60)),
        TestEvent.of(ids.get(1), "a", NOON.plusSeconds(10)),
        TestEvent.of(ids.get(1), "a", NOON.plusSeconds(60)),
        TestEvent.of(ids.get(2), "a", NOON.plusSeconds(3000)));
    dropEvents(ids.get(0));

    String claim = ids.toString().replace(",", "");
    String lost =
        """
        {"campaign_id":"%s","total":null,"sessions":null,"first_event_time":null,"last_event_time":null,
         "incomplete":true}
        """;
    getAs(claim, "/v1/campaigns?from=2002-03-14T12:00:30Z&to=2002-03-14T13:00:00Z")
        .is(200)
        .shows("/campaigns/0", Json.read(lost.formatted(ids.get(0))))
        .shows("/campaigns/1/total", 1, "/campaigns/1/incomplete", null)
        .shows("/campaigns/1/first_event_time", "2002-03-14T12:01:00Z")
        .shows("/campaigns/2/total", 1, "/campaigns/3", null);
  }

  @Test
  void theStartOfItsQuarterHourStandsInForADroppedEvent() {
    Instant last = NOON.plusSeconds(86_400);
    TestEvent.store(TestEvent.of(campaign, "a", NOON.plusSeconds(77)));
    dropEvents(campaign);
    TestEvent.store(TestEvent.of(campaign, "a", last));

    getAs(campaign, "/v1/campaigns?from=2002-01-01T00:00:00Z&to=2003-01-01T00:00:00Z")
        .is(200)
        .shows(
            "/campaigns/0/total", 2,
            "/campaigns/0/first_event_time", NOON.toString(),
            "/campaigns/0/last_event_time", last.toString());
  }
}
