package dev.footfall.count;

import dev.footfall.problem.ProblemException;
import dev.footfall.wire.UuidFormat;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a page of events ended: the time and id of its last event. */
record EventCursor(Instant eventTime, UUID id) {
  /** The place before all events. */
  static final EventCursor START = new EventCursor(Instant.EPOCH, new UUID(0, 0));

  private static final Pattern TEXT = Pattern.compile("(\\d{1,17})_(.{36})");
  private static final long MICROS = 1_000_000;

  /** Parses what {@link #toString} writes: microseconds since the epoch, and the id. */
  static EventCursor parse(String text) {
    Matcher parts = TEXT.matcher(text);
    Optional<UUID> id = parts.matches() ? UuidFormat.parse(parts.group(2)) : Optional.empty();
    if (id.isEmpty()) {
      throw ProblemException.badRequest("after", "must be the next of a page before");
    }
    long micros = Long.parseLong(parts.group(1));
    return new EventCursor(
        Instant.ofEpochSecond(micros / MICROS, micros % MICROS * 1000), id.get());
  }

  @Override
  public String toString() {
    return eventTime.getEpochSecond() * MICROS + eventTime.getNano() / 1000 + "_" + id;
  }
}
