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
 * The length of a series' buckets, by the calendar of a time zone. A bucket ends where the next one
 * starts, so a day has 23 or 25 hours when the clocks change. If two instants have the local time
 * at which a bucket starts, it starts at the earlier.
 */
enum Interval {
  NONE,
  HOUR,
  DAY,
  WEEK,
  MONTH;

  private static final Duration QUARTER = Duration.ofMinutes(15);

  /** The start of the bucket that contains the instant. */
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
   * If the clocks skip the start of an hour, the hour starts when they are changed. If that is not
   * on a quarter-hour (00:01 to 01:01 in St. John's until 2011), no hour starts and the one before
   * continues, because counters know nothing finer.
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

  /** The start of the bucket that follows the one with this start. */
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
    // A zone that crosses the date line skips a day. The skipped day and the next one start at the
    // same instant.
    return next.isAfter(start) ? next : DAY.next(next.plusDays(1));
  }

  /** When the clocks change, an hour can last from a quarter-hour to several hours. */
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
