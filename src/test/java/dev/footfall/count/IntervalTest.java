package dev.footfall.count;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.RandomTraffic;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Where buckets start and end in every zone. */
class IntervalTest {
  private static final String FIRST_EVENT = "2000-01-01T00:00:00Z";
  private static final String END = "2030-01-01T00:00:00Z";

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void everyInstantAroundAClockChangeLiesInItsBucket(Interval interval) {
    List<String> faults = new ArrayList<>();

    for (ZoneId zone : zones()) {
      RandomTraffic.changes(zone, FIRST_EVENT, END)
          .forEach(change -> check(interval, zone, change, faults));
    }

    assertEquals(List.of(), faults);
  }

  private static void check(Interval interval, ZoneId zone, Instant change, List<String> faults) {
    for (int step = -40; step <= 40; step++) {
      Instant at = change.plus(Duration.ofMinutes(15L * (step / 2))).minusNanos(step % 2 * 1000L);
      ZonedDateTime start = interval.start(at, zone);
      ZonedDateTime next = interval.next(start);
      boolean holds = !start.toInstant().isAfter(at) && next.isAfter(start);
      boolean whole = start.toEpochSecond() % 900 == 0 && next.toEpochSecond() % 900 == 0;
      boolean same = interval.start(start.toInstant(), zone).equals(start);
      if (!holds || !whole || !same) {
        faults.add(at + " in " + zone + ": " + start + " to " + next);
      }
    }
  }

  /** One zone for each set of rules. */
  private static Collection<ZoneId> zones() {
    return ZoneId.getAvailableZoneIds().stream()
        .sorted()
        .map(ZoneId::of)
        .collect(Collectors.toMap(ZoneId::getRules, zone -> zone, (first, same) -> first))
        .values();
  }

  @ParameterizedTest
  @CsvSource({
    "HOUR, 2026-10-25T00:30:00Z, Europe/Berlin, 2026-10-25T02:00+02:00, 2026-10-25T02:00+01:00",
    "HOUR, 2026-10-25T01:30:00Z, Europe/Berlin, 2026-10-25T02:00+01:00, 2026-10-25T03:00+01:00",
    "HOUR, 2026-03-29T00:59:59Z, Europe/Berlin, 2026-03-29T01:00+01:00, 2026-03-29T03:00+02:00",
    "HOUR, 2026-04-04T15:15:00Z, Australia/Lord_Howe, 2026-04-05T01:00+11:00, 2026-04-05T02:00+10:30",
    "HOUR, 2026-10-03T15:40:00Z, Australia/Lord_Howe, 2026-10-04T02:30+11:00, 2026-10-04T03:00+11:00",
    "HOUR, 2026-01-01T00:00:00Z, Asia/Kathmandu, 2026-01-01T05:00+05:45, 2026-01-01T06:00+05:45",
    "HOUR, 2007-03-11T04:00:00Z, America/St_Johns, 2007-03-11T00:00-03:30, 2007-03-11T02:00-02:30",
    "HOUR, 2007-09-29T13:59:00Z, Pacific/Chatham, 2007-09-30T02:00+12:45, 2007-09-30T03:45+13:45",
    "HOUR, 2007-09-29T14:05:00Z, Pacific/Chatham, 2007-09-30T03:45+13:45, 2007-09-30T04:00+13:45",
    "DAY, 2026-03-29T12:00:00Z, Europe/Berlin, 2026-03-29T00:00+01:00, 2026-03-30T00:00+02:00",
    "DAY, 2011-12-30T09:59:59Z, Pacific/Apia, 2011-12-29T00:00-10:00, 2011-12-31T00:00+14:00",
    "DAY, 2008-10-19T03:00:00Z, America/Sao_Paulo, 2008-10-19T01:00-02:00, 2008-10-20T00:00-02:00",
    "WEEK, 2026-11-22T22:59:59Z, Europe/Berlin, 2026-11-16T00:00+01:00, 2026-11-23T00:00+01:00",
    "WEEK, 2011-12-31T12:00:00Z, Pacific/Apia, 2011-12-26T00:00-10:00, 2012-01-02T00:00+14:00",
    "MONTH, 2026-10-31T23:00:00Z, Europe/Berlin, 2026-11-01T00:00+01:00, 2026-12-01T00:00+01:00",
    "MONTH, 2024-02-29T12:00:00Z, UTC, 2024-02-01T00:00Z, 2024-03-01T00:00Z",
  })
  void aBucketBeginsAndEndsByTheZonesOwnCalendar(
      Interval interval, Instant at, ZoneId zone, String start, String next) {
    ZonedDateTime bucket = interval.start(at, zone);

    assertAll(
        () -> assertEquals(start, bucket.toOffsetDateTime().toString()),
        () -> assertEquals(next, interval.next(bucket).toOffsetDateTime().toString()));
  }

  @Test
  void withoutAnIntervalTheBucketStartsWithTheWindow() {
    Instant at = Instant.parse("2026-01-01T00:00:00.000001Z");

    ZonedDateTime start = Interval.NONE.start(at, ZoneId.of("Asia/Kolkata"));

    assertTrue(start.toInstant().equals(at) && start.getZone().equals(ZoneId.of("Asia/Kolkata")));
  }
}
