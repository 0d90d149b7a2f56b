package dev.footfall.page;

import dev.footfall.testsupport.TestEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The events that a test has stored for a campaign, counted one by one. */
final class StoredEvents {
  private final UUID campaign = UUID.randomUUID();
  private final List<TestEvent> events = new ArrayList<>();
  private int stored;

  /** Stores this many page views now. */
  static StoredEvents pageViews(int number) {
    return new StoredEvents().add(number, "page_view", Instant.now()).store();
  }

  UUID campaign() {
    return campaign;
  }

  StoredEvents add(int number, String type, Instant time) {
    for (int i = 0; i < number; i++) {
      add(UUID.randomUUID(), type, time, "{}");
    }
    return this;
  }

  StoredEvents add(UUID session, String type, Instant time, String metadata) {
    events.add(
        TestEvent.of(campaign, type, time).with("session_id", session).raw("metadata", metadata));
    return this;
  }

  /** Posts the added events; all must be new. */
  StoredEvents store() {
    TestEvent.store(events.subList(stored, events.size()));
    stored = events.size();
    return this;
  }

  /** The number of events of the type in the window; null stands for all types. */
  long count(String type, Instant from, Instant to) {
    return within(type, from, to).count();
  }

  /** The times of these events. */
  Stream<Instant> within(String type, Instant from, Instant to) {
    return events.stream()
        .filter(event -> type == null || event.type().equals(type))
        .map(TestEvent::time)
        .filter(time -> !time.isBefore(from) && time.isBefore(to));
  }
}
