package dev.footfall.count;

import dev.footfall.problem.Problem;
import dev.footfall.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * A span of event time, {@code from} inclusive, {@code to} exclusive, both in whole microseconds.
 * Its whole quarter-hours are read from the counters, its ragged edges from the events.
 */
record Window(Instant from, Instant to) {
  private static final Duration QUARTER = Duration.ofMinutes(15);
  private static final Duration DEFAULT_LENGTH = Duration.ofDays(30);

  /** Event times are whole microseconds, so a bound between two of them means the next one. */
  Window {
    from = ceiling(from, Duration.of(1, ChronoUnit.MICROS));
    to = ceiling(to, Duration.of(1, ChronoUnit.MICROS));
    if (to.isBefore(from)) {
      throw Problem.badRequest("to", "must not be before from");
    }
  }

  /** As asked for; by default the 30 days up to the end of the running quarter-hour. */
  static Window of(QueryParameters parameters, Instant now) {
    Instant to = parameters.time("to").orElseGet(() -> ceiling(now, QUARTER));
    return new Window(parameters.time("from").orElseGet(() -> to.minus(DEFAULT_LENGTH)), to);
  }

  /** The whole quarter-hours of this window; an empty window where there is none. */
  Window whole() {
    Instant first = ceiling(from, QUARTER);
    Instant end = floor(to, QUARTER);
    return end.isBefore(first) ? new Window(first, first) : new Window(first, end);
  }

  /**
   * What is left beside the whole quarter-hours: none, one or two windows, each inside a
   * quarter-hour.
   */
  List<Window> edges() {
    Window whole = whole();
    if (to.isBefore(whole.from)) {
      return to.equals(from) ? List.of() : List.of(this);
    }
    List<Window> edges = new ArrayList<>();
    if (from.isBefore(whole.from)) {
      edges.add(new Window(from, whole.from));
    }
    if (whole.to.isBefore(to)) {
      edges.add(new Window(whole.to, to));
    }
    return edges;
  }

  /** An edge's events were dropped with their month, so only its whole quarter-hour is known. */
  static ProblemException edgeLost() {
    return Problem.badRequest(
        "from",
        "and to must be whole quarter-hours here: the events themselves are no longer kept");
  }

  private static Instant floor(Instant at, Duration step) {
    long nanos = Math.floorMod(at.getEpochSecond(), 900L) * 1_000_000_000L + at.getNano();
    return at.minusNanos(nanos % step.toNanos());
  }

  private static Instant ceiling(Instant at, Duration step) {
    Instant floor = floor(at, step);
    return floor.equals(at) ? at : floor.plus(step);
  }
}
