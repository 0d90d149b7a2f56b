package dev.footfall.query;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.stream.Stream;

/** Times as a statement's parameters, and as they are answered. */
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

  /**
   * The time in the zone, as RFC 3339 can express it. That has no seconds in its offsets, as local
   * mean time has: the offset is rounded up to the minute, which leaves the instant as it is.
   */
  public static OffsetDateTime inZone(Instant at, ZoneId zone) {
    int seconds = zone.getRules().getOffset(at).getTotalSeconds();
    return at.atOffset(ZoneOffset.ofTotalSeconds(-Math.floorDiv(-seconds, 60) * 60));
  }
}
