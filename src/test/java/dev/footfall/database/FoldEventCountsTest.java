package dev.footfall.database;

import static dev.footfall.testsupport.Together.together;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.testsupport.ScratchDatabase;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Folding changes how many rows hold the counts, and never the counts. */
@QuarkusTest
class FoldEventCountsTest {
  private static final String SUMS =
      """
      SELECT campaign_id, bucket, event_type, sum(n) FROM event_counts
      GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
      """;

  /** Twenty quarter-hours up to a day old and the running one, two types, eight shards. */
  private static final String SHARDS =
      """
      INSERT INTO event_counts (campaign_id, bucket, event_type, shard, n)
      SELECT uuid '00000000-0000-4000-8000-000000000001',
             date_bin('15 minutes', now() - q * interval '75 minutes', '2000-01-01 00:00+00'),
             type, shard, 1 + shard
      FROM generate_series(0, 20) q, unnest(ARRAY['a', 'b']) type, generate_series(0, 7) shard
      """;

  private static final String UNFOLDED =
      """
      SELECT bucket, event_type FROM event_counts WHERE bucket < now() - interval '76 minutes'
      GROUP BY 1, 2 HAVING count(*) > 1 OR min(shard) <> -1
      """;

  @RegisterExtension final ScratchDatabase database = ScratchDatabase.keeping(0);

  @BeforeEach
  void createShards() {
    database.execute(SHARDS);
  }

  @Test
  void closedQuarterHoursEndUpInOneRowAndKeepTheirSums() {
    List<String> sums = database.rows(SUMS);

    database.execute("SELECT fold_event_counts(100000)");

    assertEquals(sums, database.rows(SUMS));
    assertEquals(List.of(), database.rows(UNFOLDED));
    assertEquals(
        16, count("bucket > now() - interval '20 minutes'"), "rows of the running quarter-hour");
  }

  @Test
  void aCallFoldsNoMoreRowsThanAllowed() {
    long before = count("shard >= 0");

    assertEquals(7, database.number("SELECT fold_event_counts(7)"));
    assertEquals(before - 7, count("shard >= 0"));
  }

  private long count(String condition) {
    return database.number("SELECT count(*) FROM event_counts WHERE " + condition);
  }

  @Test
  void lateEventsFoldIntoTheRowThatIsThere() {
    database.execute("SELECT fold_event_counts(100000)");
    database.execute(SHARDS.replace("generate_series(0, 20)", "generate_series(5, 5)"));
    List<String> sums = database.rows(SUMS);

    database.execute("SELECT fold_event_counts(100000)");

    String late =
        "bucket = date_bin('15 minutes', now() - 5 * interval '75 minutes', '2000-01-01 00:00+00')";
    assertEquals(sums, database.rows(SUMS));
    assertEquals(2, count(late));
    assertEquals(2, count(late + " AND shard = -1"));
  }

  @Test
  void foldersAndWritersAtOnceLoseAndDoubleNothing() throws Exception {
    String add =
        SHARDS.replace("generate_series(0, 7) shard", "generate_series(%d, 7, 3) shard")
            + " ORDER BY 1, 2, 3 ON CONFLICT (campaign_id, split, bucket, event_type, currency, hash, shard)"
            + " DO UPDATE SET n = event_counts.n + excluded.n";
    String total = "SELECT sum(n) FROM event_counts";
    long before = database.number(total);
    Stream<Callable<Void>> writers =
        IntStream.range(0, 3).mapToObj(i -> repeated(40, add.formatted(i)));
    Stream<Callable<Void>> folders =
        IntStream.range(0, 2).mapToObj(i -> repeated(60, "SELECT fold_event_counts(50)"));

    together(Stream.concat(writers, folders).toList());

    assertEquals(before * 41, database.number(total));
  }

  private Callable<Void> repeated(int times, String sql) {
    return () -> {
      for (int i = 0; i < times; i++) {
        database.execute(sql);
      }
      return null;
    };
  }
}
