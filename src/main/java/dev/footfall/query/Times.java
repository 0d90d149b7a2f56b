package dev.footfall.query;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.stream.Stream;

/** Times as a statement's parameters. */
public final class Times {
  private Times() {}

  public static OffsetDateTime[] array(Stream<Instant> instants) {
    return instants.map(Times::utc).toArray(OffsetDateTime[]::new);
  }

  public static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** The time of a row in UTC; the driver may return another offset. */
  public static OffsetDateTime utc(OffsetDateTime time) {
    return time.withOffsetSameInstant(ZoneOffset.UTC);
  }
}
