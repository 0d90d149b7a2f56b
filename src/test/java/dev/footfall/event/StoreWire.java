package dev.footfall.event;

import dev.footfall.database.Unavailable;
import java.time.Duration;
import java.util.List;

/** Calls the store itself, so that writers really run at once on its pool. */
record StoreWire(EventStore store) implements Wire {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  @Override
  public List<String> send(List<Event> events) {
    try {
      // As if each were decoded anew: two in one batch are never the same object.
      List<Event> decoded = events.stream().map(e -> Storm.copy(e, e.id(), e.metadata())).toList();
      return store.store(decoded).await().atMost(LONGEST).stream().map(Result::outcome).toList();
    } catch (Unavailable e) {
      return null;
    }
  }
}
