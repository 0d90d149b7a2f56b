package dev.footfall.query;

import dev.footfall.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/**
 * A span of event time, {@code from} inclusive, {@code to} exclusive, both in whole microseconds.
 */
public record Window(Instant from, Instant to) {
  private static final Duration DEFAULT_LENGTH = Duration.ofDays(30);

  /** Event times are whole microseconds, so a bound between two of them means the next one. */
  public Window {
    from = nextMicrosecond(from);
    to = nextMicrosecond(to);
    if (to.isBefore(from)) {
      throw ProblemException.badRequest("to", "must not be before from");
    }
  }

  /** As asked for, for an answer in UTC. */
  public static Window of(QueryParameters parameters, Instant now) {
    return of(parameters, now, ZoneOffset.UTC);
  }

  /**
   * As asked for, by default the 30 days up to the end of the current quarter-hour. Its bounds lie
   * in the years that RFC 3339 can express, in the zone that they are answered in.
   */
  public static Window of(QueryParameters parameters, Instant now, ZoneId zone) {
    Instant to = parameters.time("to").orElseGet(() -> Grain.QUARTER_HOUR.ceiling(now));
    Instant from = parameters.time("from").orElseGet(() -> to.minus(DEFAULT_LENGTH));
    Window window = new Window(from, to);
    requireYear("from", window.from, zone);
    requireYear("to", window.to, zone);
    return window;
  }

  private static void requireYear(String name, Instant at, ZoneId zone) {
    int year = at.atZone(zone).getYear();
    if (year < 1 || year > 9999) {
      throw ProblemException.badRequest(name, "must lie in the years 0001 to 9999");
    }
  }

  /** Its whole hours, say; empty, at its start, where not even one boundary lies within. */
  public Window whole(Grain grain) {
    Instant first = grain.ceiling(from);
    Instant end = grain.floor(to);
    return end.isBefore(first) ? nothing() : new Window(first, end);
  }

  /** The empty window at its start. */
  public Window nothing() {
    return new Window(from, from);
  }

  /** What of this lies before and after an inner window; the parts that are not empty. */
  public List<Window> outside(Window inner) {
    return Stream.of(new Window(from, inner.from), new Window(inner.to, to))
        .filter(part -> part.from.isBefore(part.to))
        .toList();
  }

  /** An edge's events were dropped with their month, so only its whole quarter-hour is known. */
  public static ProblemException edgeLost() {
    return ProblemException.badRequest(
        "from",
        "and to must be whole quarter-hours here: the events themselves are no longer kept");
  }

  private static Instant nextMicrosecond(Instant at) {
    Instant floor = at.truncatedTo(ChronoUnit.MICROS);
    return floor.equals(at) ? at : floor.plus(1, ChronoUnit.MICROS);
  }
}
