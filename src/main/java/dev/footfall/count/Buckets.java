package dev.footfall.count;

import dev.footfall.problem.ProblemException;
import dev.footfall.query.Times;
import java.time.OffsetDateTime;
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
    return starts.stream().map(start -> Times.inZone(start.toInstant(), start.getZone())).toList();
  }

  int size() {
    return starts.size();
  }
}
