package dev.footfall.count;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.ScratchDatabase;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The lag of a long window reads counters only as far back as the newest events reach. */
@QuarkusTest
class LagPlanTest {
  /** Forty types in every quarter-hour of forty days: 153,600 counters. */
  private static final String BUSY =
      """
      INSERT INTO event_counts (campaign_id, bucket, event_type, shard, n)
      SELECT md5('busy')::uuid, bucket, 'type_' || type, 0, 20
      FROM generate_series(date_bin('15 minutes', now(), '2000-01-01 00:00+00') - interval '40 days', now(),
                           interval '15 minutes') bucket, generate_series(1, 40) type
      """;

  /** Forty types once a day for 350 days: 14,000 counters, of which 10,000 events are 250 days. */
  private static final String QUIET =
      """
      INSERT INTO event_counts (campaign_id, bucket, event_type, shard, n)
      SELECT md5('quiet')::uuid, bucket, 'type_' || type, 0, 1
      FROM generate_series(date_bin('24 hours', now(), '2000-01-01 00:00+00') - interval '350 days', now(),
                           interval '24 hours') bucket, generate_series(1, 40) type
      """;

  private static final String LAG =
      """
      SELECT * FROM measure_lag(md5(?)::uuid, now() - interval '360 days', now(), 10000)
      """;

  @RegisterExtension static final ScratchDatabase database = ScratchDatabase.keeping(13);

  @BeforeAll
  static void fill() {
    database.execute(BUSY);
    database.execute(QUIET);
    database.execute("SELECT fold_event_counts(1000000)");
    database.execute("VACUUM ANALYZE");
  }

  private static RowsRead read(String campaign) {
    return RowsRead.of(database.collector(), LAG, campaign);
  }

  @Test
  void ofABusyCampaignTheNewestQuarterHoursAreRead() {
    RowsRead read = read("busy");

    assertAll(
        () -> assertTrue(read.counters() > 500, read::toString),
        () -> assertTrue(read.counters() < 5_000, read::toString),
        () -> assertTrue(read.throughIndexes(), read::toString));
  }

  @Test
  void ofAQuietCampaignAboutOneCounterAnEventIsReadInEachStep() {
    RowsRead read = read("quiet");

    assertAll(
        () -> assertTrue(read.counters() > 10_000, read::toString),
        () -> assertTrue(read.counters() < 4 * 10_000 + 2_000, read::toString),
        () -> assertTrue(read.throughIndexes(), read::toString));
  }

  @Test
  void anUnknownCampaignReadsNothing() {
    assertEquals(0, read("unknown").counters());
  }
}
