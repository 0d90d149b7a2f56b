package dev.footfall.count;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/**
 * How long the buckets of a series are, by the calendar of a time zone. A bucket lasts from its
 * start to the start of the next, so a day has 23 to 25 hours where the clocks change. Of two
 * instants with the same local time the earlier is the start.
 */
enum Interval {
  NONE,
  HOUR,
  DAY,
  WEEK,
  MONTH;

  private static final Duration QUARTER = Duration.ofMinutes(15);

  /** The start of the bucket that holds the instant. */
  ZonedDateTime start(Instant at, ZoneId zone) {
    ZonedDateTime local = at.atZone(zone);
    LocalDate date = local.toLocalDate();
    return switch (this) {
      case NONE -> local;
      case HOUR -> startOfHour(local);
      case DAY -> date.atStartOfDay(zone);
      case WEEK -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).atStartOfDay(zone);
      case MONTH -> date.withDayOfMonth(1).atStartOfDay(zone);
    };
  }

  /**
   * Where the clocks jump over the hour's own start, it starts with the jump. A jump off the
   * quarter-hour (00:01 to 01:01 in St. John's until 2011) starts none: the hour before goes on,
   * since counters know nothing finer.
   */
  private static ZonedDateTime startOfHour(ZonedDateTime local) {
    ZonedDateTime start = local.truncatedTo(ChronoUnit.HOURS);
    if (!start.isAfter(local)) {
      return start;
    }
    Instant jump =
        local.getZone().getRules().previousTransition(local.toInstant().plusNanos(1)).getInstant();
    return jump.getEpochSecond() % QUARTER.toSeconds() == 0
        ? jump.atZone(local.getZone())
        : startOfHour(jump.minusNanos(1).atZone(local.getZone()));
  }

  /** The start of the bucket after the one that starts so. */
  ZonedDateTime next(ZonedDateTime start) {
    LocalDate date = start.toLocalDate();
    ZonedDateTime next =
        switch (this) {
          case NONE -> throw new IllegalStateException("one bucket holds all");
          case HOUR -> nextHour(start);
          case DAY -> date.plusDays(1).atStartOfDay(start.getZone());
          case WEEK -> date.plusWeeks(1).atStartOfDay(start.getZone());
          case MONTH -> date.plusMonths(1).atStartOfDay(start.getZone());
        };
    // A zone that crosses the date line skips a day: both days then start at the same instant.
    return next.isAfter(start) ? next : DAY.next(next.plusDays(1));
  }

  /** Where the clocks change, an hour lasts a quarter-hour to some hours. */
  private ZonedDateTime nextHour(ZonedDateTime start) {
    Instant at = start.toInstant();
    ZonedDateTime next = start;
    while (!next.isAfter(start)) {
      at = at.plus(QUARTER);
      next = start(at, start.getZone());
    }
    return next;
  }
}
