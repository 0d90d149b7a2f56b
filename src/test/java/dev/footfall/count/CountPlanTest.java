package dev.footfall.count;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.RowsRead;
import dev.footfall.testsupport.ScratchDatabase;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counts read the coarsest counters, and events only at ragged edges; exports read one page. */
@QuarkusTest
class CountPlanTest {
  /** Buckets by the calendar of a zone. */
  private static final String COUNT =
      """
      WITH b AS (
        SELECT array_agg(local AT TIME ZONE '%1$s') AS starts,
               min(local) AT TIME ZONE '%1$s' AS since, max(local) AT TIME ZONE '%1$s' AS until
        FROM generate_series(month_from_now(-4) AT TIME ZONE 'UTC', month_from_now(-1) AT TIME ZONE 'UTC',
                             interval '%2$s') AS local)
      SELECT c.* FROM b, count_events(md5('c7')::uuid, NULL, starts, since, until, 1000000, 1, 1, 1) c
      """;

  private static final String ROWS =
      """
      SELECT count(*) FROM %s WHERE campaign_id = md5('c7')::uuid AND %s
        AND bucket >= month_from_now(-4) - interval '1 day' AND bucket < month_from_now(-1)
      """;

  @RegisterExtension
  static final ScratchDatabase database = ScratchDatabase.keeping(6).filledWith(100_000);

  private static long rows(String table, String condition) {
    return database.number(ROWS.formatted(table, condition));
  }

  /** The limits are shares of the campaign's rows; half-hour zones begin and end within hours. */
  @ParameterizedTest
  @CsvSource({
    "UTC, 1 month, 0, 0, 1.0",
    "UTC, 1 day, 0, 0, 1.0",
    "Europe/Berlin, 1 month, 0, 0.07, 1.0",
    "Europe/Berlin, 1 day, 0, 1.01, 0",
    "Asia/Kolkata, 1 month, 0.01, 0.07, 1.0",
    "Asia/Kolkata, 1 day, 0.08, 1.0, 0",
    "Asia/Kathmandu, 1 month, 0.01, 0.07, 1.0",
  })
  void wholeQuarterHoursReadNoEventAndTheCoarsestCounters(
      String zone, String interval, double quarters, double hours, double days) {
    RowsRead read = RowsRead.of(database.collector(), COUNT.formatted(zone, interval));

    double most =
        quarters * rows("event_counts", "true")
            + hours * rows("event_count_rollups", "minutes = 60")
            + days * rows("event_count_rollups", "minutes = 1440");
    assertAll(
        () -> assertEquals(0, read.events()),
        () -> assertTrue(read.throughIndexes(), read::toString),
        () -> assertTrue(read.counters() > 0, "nothing counted"),
        () -> assertTrue(read.counters() <= most, () -> read + ", but the most is " + most));
  }

  @Test
  void aRaggedEdgeReadsItsEventsThroughAnIndex() {
    String edge =
        "SELECT c.* FROM count_events(md5('c7')::uuid, NULL, ARRAY[%1$s], %1$s, %2$s, 9999, 1, 1, 1)"
            + " c";
    String start =
        database.value(
            "SELECT format('timestamptz %L', max(bucket)) FROM event_counts"
                + " WHERE campaign_id = md5('c7')::uuid");
    String end = start + " + interval '14 minutes 59 seconds'";
    long events =
        database.number(
            "SELECT count(*) FROM events WHERE campaign_id = md5('c7')::uuid"
                + " AND event_time >= %s AND event_time < %s".formatted(start, end));

    RowsRead read = RowsRead.of(database.collector(), edge.formatted(start, end));

    assertAll(
        () -> assertTrue(events > 0, "no event to count"),
        () -> assertEquals(events, read.events()),
        () -> assertTrue(read.throughIndexes(), read::toString));
  }

  /** Of the campaign's 2,000 events of six types. */
  @ParameterizedTest
  @CsvSource({"NULL, 0", "NULL, 70 days", "ARRAY['type_2'], 40 days", "ARRAY['unknown'], 0"})
  void aPageOfTheExportReadsAFewHundredEvents(String types, String place) {
    String page =
        """
        SELECT * FROM list_events(md5('c7')::uuid, %s, month_from_now(-5) + interval '%s',
          '00000000-0000-0000-0000-000000000000', now(), 101)
        """;

    RowsRead read = RowsRead.of(database.collector(), page.formatted(types, place));

    assertAll(
        () -> assertTrue(read.throughIndexes(), read::toString),
        () -> assertTrue(read.events() <= 600, read::toString),
        () -> assertTrue(read.counters() <= 3_000, read::toString));
  }
}
