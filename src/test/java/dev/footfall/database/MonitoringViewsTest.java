package dev.footfall.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.testsupport.ScratchDatabase;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The views for operators show partitions, lag, dead rows and the write-ahead log. */
@QuarkusTest
class MonitoringViewsTest {
  @RegisterExtension final ScratchDatabase database = ScratchDatabase.keeping(0);

  @BeforeEach
  void storeEventsOfThreeLags() {
    database.execute(
        """
        INSERT INTO events (id, session_id, campaign_id, event_type, event_time, created_at)
        SELECT uuidv7(), gen_random_uuid(), gen_random_uuid(), 'page_view', t, t + lag
        FROM (SELECT now() - interval '1 minute' AS t) at,
             unnest(ARRAY['1 s', '2 s', '30 s']::interval[]) lag
        """);
    database.execute("ANALYZE events");
  }

  @Test
  void everyPartitionIsListedWithItsRowsAndSizes() {
    List<String> rows =
        database.rows(
            """
            SELECT partition = to_char(now() AT TIME ZONE 'UTC', '"events_"YYYY_MM'),
                   estimated_rows, table_bytes > 0, index_bytes > 0
            FROM monitoring.partition_sizes ORDER BY estimated_rows DESC
            """);

    assertEquals("t|3|t|t", rows.get(0));
    String partitions =
        "SELECT count(*) FROM pg_inherits WHERE inhparent::regclass::text IN ('events', 'session_steps')";
    assertEquals(database.number(partitions), rows.size());
  }

  @Test
  void theLagOfTheLastQuarterHourIsShown() {
    assertEquals(
        "3|00:00:02|00:00:30|00:00:30",
        database.value("SELECT events, p50, p95, max FROM monitoring.ingestion_lag"));
  }

  @Test
  void deadRowsOfTheCountersAreShown() {
    database.execute(
        """
        INSERT INTO event_counts (campaign_id, bucket, event_type, shard, n)
        VALUES (gen_random_uuid(), now(), 'page_view', 0, 1)
        """);
    database.execute("UPDATE event_counts SET n = 2; SELECT pg_stat_force_next_flush()");

    String bloat =
        """
        SELECT live_rows, dead_rows, dead_share, heap_only_update_share, table_bytes > 0
        FROM monitoring.bloat WHERE table_name = 'event_counts'
        """;
    assertEquals("1|1|0.5000|1.0000|t", database.value(bloat));
  }

  @Test
  void theWriteAheadLogsRateIsShown() {
    String wal = "SELECT wal_records > 0, wal_bytes > 0, bytes_per_second >= 0 FROM monitoring.wal";
    assertEquals("t|t|t", database.value(wal));
  }
}
