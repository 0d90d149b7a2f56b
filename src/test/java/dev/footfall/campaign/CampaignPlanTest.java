package dev.footfall.campaign;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.Plan;
import dev.footfall.testsupport.ScratchDatabase;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A page reads what its campaigns have, however many others there are. */
@QuarkusTest
class CampaignPlanTest {
  private static final int PAGE = 100;

  /** Six types a campaign, each with one event that is folded and one that is not. */
  private static final String FILL =
      """
      WITH campaign AS (
        SELECT md5('campaign' || n)::uuid AS id FROM generate_series(%d, %d) n
      ), made AS (
        SELECT id, 'type_' || kind AS type, now() - age * interval '3 days' AS time
        FROM campaign, generate_series(1, 6) kind, generate_series(0, 1) age
      ), stored AS (
        INSERT INTO events (id, session_id, campaign_id, event_type, event_time)
        SELECT gen_random_uuid(), gen_random_uuid(), id, type, time FROM made
      )
      INSERT INTO event_counts (campaign_id, bucket, event_type, shard, n)
      SELECT id, date_bin('15 minutes', time, '2000-01-01 00:00+00'), type, 0, 1 FROM made
      """;

  private static final String LIST =
      """
      SELECT * FROM list_campaigns(
        NULL, '40000000-0000-0000-0000-000000000000', NULL, '00000000-0000-0000-0000-000000000000',
        'ffffffff-ffff-ffff-ffff-ffffffffffff', %d,
        ARRAY[date_bin('1 day', now(), '2000-01-01 00:00+00') - interval '9 days',
              date_bin('1 day', now(), '2000-01-01 00:00+00')],
        ARRAY[date_bin('1 day', now(), '2000-01-01 00:00+00'),
              date_bin('15 minutes', now(), '2000-01-01 00:00+00') + interval '15 minutes'],
        ARRAY[1440, 15])
      """
          .formatted(PAGE);

  /** So that the server process has its plan, and what it needs of the catalogue. */
  private static final String PLANNED =
      "DO $$BEGIN PERFORM * FROM (%s) listed; END$$".formatted(LIST);

  @RegisterExtension static final ScratchDatabase database = ScratchDatabase.keeping(3);

  /** Rows that the list took from each table: by scans from end to end, and through indexes. */
  private record Read(long whole, long rows) {}

  private static Map<String, Read> reads() {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      int campaigns = 0;
      try (ResultSet listed = statement.executeQuery(LIST)) {
        while (listed.next()) {
          campaigns++;
          assertEquals(12, listed.getLong("total"));
        }
      }
      assertEquals(PAGE, campaigns);
      Map<String, Read> reads = new HashMap<>();
      try (ResultSet table =
          statement.executeQuery(
              """
              SELECT relname, seq_tup_read, coalesce(idx_tup_fetch, 0)
              FROM pg_stat_xact_user_tables WHERE schemaname = 'public'
              """)) {
        while (table.next()) {
          reads.put(table.getString(1), new Read(table.getLong(2), table.getLong(3)));
        }
      }
      return reads;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long buffers() {
    return Plan.of(database, PLANNED, "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + LIST).buffers();
  }

  private static void assertReadsOnlyThePage(Map<String, Read> reads) {
    long events =
        reads.entrySet().stream()
            .filter(table -> table.getKey().startsWith("events"))
            .mapToLong(table -> table.getValue().rows())
            .sum();
    assertAll(
        // The page's counters, those of its ends twice more, and a campaign for each step.
        () -> assertTrue(reads.get("event_counts").rows() <= PAGE * 40, reads::toString),
        () -> assertTrue(reads.get("event_count_rollups").rows() <= PAGE * 6, reads::toString),
        // The first and the last of each of six types.
        () -> assertTrue(events <= PAGE * 12, reads::toString),
        () ->
            reads.forEach(
                (table, read) ->
                    assertTrue(
                        table.equals("retention") || read.whole() == 0, table + " " + read)));
  }

  @Test
  void itsCostDoesNotDependOnTheNumberOfCampaigns() {
    database.execute(FILL.formatted(1, 1000));
    assertReadsOnlyThePage(reads());
    long few = buffers();

    database.execute(FILL.formatted(1001, 20_000));
    assertReadsOnlyThePage(reads());
    long burst = buffers();

    database.execute("SELECT fold_event_counts(1000000)");
    database.execute("VACUUM ANALYZE");
    assertReadsOnlyThePage(reads());
    long folded = buffers();

    // An index of twenty times as many entries is one level higher at most.
    List.of(burst, folded)
        .forEach(buffers -> assertTrue(buffers < few * 2, few + ", then " + buffers));
  }
}
