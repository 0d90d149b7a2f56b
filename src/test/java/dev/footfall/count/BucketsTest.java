package dev.footfall.count;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.query.Window;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which buckets a window has in a zone. */
class BucketsTest {
  @ParameterizedTest
  @CsvSource({
    "HOUR, Europe/Berlin, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z, 23",
    "HOUR, Europe/Berlin, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z, 25",
    "HOUR, Australia/Lord_Howe, 2026-04-04T13:00:00Z, 2026-04-05T13:30:00Z, 24",
    "DAY, Pacific/Apia, 2011-12-28T10:00:00Z, 2012-01-01T10:00:00Z, 4",
    "DAY, UTC, 2026-01-01T23:59:59.999999Z, 2026-01-02T00:00:00.000001Z, 2",
    "DAY, UTC, 2026-01-01T00:00:00Z, 2026-01-02T00:00:00Z, 1",
    "WEEK, UTC, 2026-11-22T23:59:59Z, 2026-11-23T00:00:01Z, 2",
    "MONTH, Asia/Kathmandu, 2026-01-31T18:14:59Z, 2026-01-31T18:15:01Z, 2",
    "HOUR, America/St_Johns, 2007-03-11T04:00:00Z, 2007-03-11T05:00:00Z, 2",
  })
  void aSeriesHasEveryBucketThatTheWindowTouches(
      Interval interval, ZoneId zone, Instant from, Instant to, int size) {
    assertEquals(size, buckets(interval, zone, from, to).size());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void anEmptyWindowTouchesNoBucket(Interval interval) {
    Instant noon = Instant.parse("2024-01-01T12:07:00Z");
    assertEquals(List.of(), buckets(interval, ZoneId.of("UTC"), noon, noon).starts());
  }

  private static Buckets buckets(Interval interval, ZoneId zone, Instant from, Instant to) {
    Window window = new Window(from, to);
    Split none = new Split(null, null, null);
    return Buckets.of(new CountQuery(UUID.randomUUID(), List.of(), window, interval, zone, none));
  }
}
