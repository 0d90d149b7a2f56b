package dev.footfall.count;

import dev.footfall.problem.Problem;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/** The buckets of a series: their starts, ascending, the first at or before the window's start. */
record Buckets(List<ZonedDateTime> starts) {
  static final int MOST = 10_000;

  static Buckets of(CountQuery query) {
    Interval interval = query.interval();
    ZonedDateTime start = interval.start(query.window().from(), query.zone());
    if (interval == Interval.NONE) {
      return new Buckets(List.of(start));
    }
    List<ZonedDateTime> starts = new ArrayList<>();
    while (start.toInstant().isBefore(query.window().to())) {
      ZonedDateTime next = interval.next(start);
      if (next.toInstant().isAfter(query.window().from())) {
        starts.add(start);
      }
      if (starts.size() > MOST) {
        throw Problem.badRequest("interval", "makes over " + MOST + " buckets of this range");
      }
      start = next;
    }
    return new Buckets(starts);
  }

  int size() {
    return starts.size();
  }
}
