package dev.footfall.campaign;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.Plan;
import dev.footfall.testsupport.RowsRead;
import dev.footfall.testsupport.ScratchDatabase;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A page of the list reads only what its campaigns have, however many others there are. */
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

  private static final String TOTALS =
      "SELECT count(*), min(total), max(total) FROM (%s) listed".formatted(LIST);

  /** Runs the list once, so that the server process has its plan and its part of the catalogue. */
  private static final String PLANNED =
      "DO $$BEGIN PERFORM * FROM (%s) listed; END$$".formatted(LIST);

  @RegisterExtension static final ScratchDatabase database = ScratchDatabase.keeping(3);

  private static long buffers() {
    return Plan.of(database, PLANNED, "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + LIST).buffers();
  }

  private static void assertReadsOnlyThePage() {
    RowsRead read = RowsRead.of(database, LIST);
    assertAll(
        () -> assertEquals(PAGE + "|12|12", database.value(TOTALS), "totals"),
        // The page's counters, those of its ends twice more, and a campaign for each step.
        () -> assertTrue(read.of("event_counts") <= PAGE * 40, read::toString),
        () -> assertTrue(read.of("event_count_rollups") <= PAGE * 6, read::toString),
        // The first and the last of each of six types.
        () -> assertTrue(read.events() <= PAGE * 12, read::toString),
        () -> assertTrue(read.throughIndexes(), read::toString));
  }

  @Test
  void itsCostDoesNotDependOnTheNumberOfCampaigns() {
    database.execute(FILL.formatted(1, 1000));
    assertReadsOnlyThePage();
    long few = buffers();

    database.execute(FILL.formatted(1001, 20_000));
    assertReadsOnlyThePage();
    long burst = buffers();

    database.execute("SELECT fold_event_counts(1000000)");
    database.execute("VACUUM ANALYZE");
    assertReadsOnlyThePage();
    long folded = buffers();

    // An index of twenty times as many entries is one level higher at most.
    String buffers = few + ", then " + burst + " and " + folded;
    assertTrue(Math.max(burst, folded) < few * 2, buffers);
  }
}
