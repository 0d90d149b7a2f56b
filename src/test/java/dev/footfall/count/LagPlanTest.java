package dev.footfall.count;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.RowsRead;
import dev.footfall.testsupport.ScratchDatabase;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lag of a long window reads counters only as far back as the newest events reach. */
@QuarkusTest
class LagPlanTest {
  /** Counters of forty types in each of these steps of time. */
  private static final String FILL =
      """
      INSERT INTO event_counts (campaign_id, bucket, event_type, shard, n)
      SELECT md5('%1$s')::uuid, bucket, 'type_' || type, 0, %4$d
      FROM generate_series(date_bin('%3$s', now(), '2000-01-01 00:00+00') - interval '%2$s', now(),
                           interval '%3$s') bucket, generate_series(1, 40) type
      """;

  private static final String LAG =
      "SELECT * FROM measure_lag(md5(?)::uuid, now() - interval '360 days', now(), 10000)";

  @RegisterExtension static final ScratchDatabase database = ScratchDatabase.keeping(13);

  @BeforeAll
  static void fill() {
    database.execute(FILL.formatted("busy", "40 days", "15 minutes", 20));
    database.execute(FILL.formatted("quiet", "350 days", "24 hours", 1));
    database.execute("SELECT fold_event_counts(1000000)");
    database.execute("VACUUM ANALYZE");
  }

  /** The newest 10,000 events of the quiet campaign are as many counters, read in each step. */
  @ParameterizedTest
  @CsvSource({"busy, 501, 4999", "quiet, 10001, 41999", "unknown, 0, 0"})
  void theCountersOfTheNewestEventsAreReadThroughIndexes(String campaign, long least, long most) {
    RowsRead read = RowsRead.of(database.collector(), LAG, campaign);

    assertTrue(read.counters() >= least && read.counters() <= most, read::toString);
    assertTrue(read.throughIndexes(), read::toString);
  }
}
