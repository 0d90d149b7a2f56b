package dev.footfall.event;

import dev.footfall.database.Unavailable;
import java.time.Duration;
import java.util.List;

/** Calls the store itself, so that writers really run at once on its pool. */
final class StoreWire implements Wire {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final EventStore store;

  StoreWire(EventStore store) {
    this.store = store;
  }

  @Override
  public List<String> send(List<Event> events) {
    try {
      List<Event> decoded = events.stream().map(StoreWire::copy).toList();
      return store.store(decoded).await().atMost(LONGEST).stream().map(Result::outcome).toList();
    } catch (Unavailable e) {
      return null;
    }
  }

  /** Each sending is decoded anew, so two in one batch are never the same object. */
  private static Event copy(Event event) {
    return new Event(
        event.id(),
        event.sessionId(),
        event.campaignId(),
        event.eventType(),
        event.eventTime(),
        event.metadata(),
        event.given(),
        event.idTime());
  }
}
