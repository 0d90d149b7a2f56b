package dev.footfall.count;

import dev.footfall.problem.ProblemException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * The buckets of a series, given by their starts in ascending order. The first starts at or before
 * the window. A series over an empty window has no buckets.
 */
record Buckets(List<ZonedDateTime> starts) {
  static final int MOST = 10_000;

  static Buckets of(CountQuery query) {
    Interval interval = query.interval();
    ZonedDateTime start = interval.start(query.window().from(), query.zone());
    if (interval == Interval.NONE) {
      return new Buckets(List.of(start));
    }
    if (query.window().from().equals(query.window().to())) {
      return new Buckets(List.of());
    }
    List<ZonedDateTime> starts = new ArrayList<>();
    while (start.toInstant().isBefore(query.window().to())) {
      ZonedDateTime next = interval.next(start);
      if (next.toInstant().isAfter(query.window().from())) {
        starts.add(start);
      }
      if (starts.size() > MOST) {
        throw ProblemException.badRequest(
            "interval", "makes over " + MOST + " buckets of this range");
      }
      start = next;
    }
    return new Buckets(starts);
  }

  /** Their starts as they are answered. */
  List<OffsetDateTime> local() {
    return starts.stream().map(start -> local(start.toInstant(), start.getZone())).toList();
  }

  /**
   * The time in the zone, as RFC 3339 can express it. That has no seconds in its offsets, as local
   * mean time has: the offset is rounded up to the minute, which leaves the instant as it is.
   */
  static OffsetDateTime local(Instant at, ZoneId zone) {
    int seconds = zone.getRules().getOffset(at).getTotalSeconds();
    return at.atOffset(ZoneOffset.ofTotalSeconds(-Math.floorDiv(-seconds, 60) * 60));
  }

  int size() {
    return starts.size();
  }
}
