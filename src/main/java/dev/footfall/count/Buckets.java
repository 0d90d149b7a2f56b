package dev.footfall.count;

import dev.footfall.problem.ProblemException;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * The buckets of a series: their starts, ascending, the first at or before the window's start; none
 * where an interval was asked for of an empty window.
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

  int size() {
    return starts.size();
  }
}
