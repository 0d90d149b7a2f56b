package dev.footfall.database;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.testsupport.ScratchDatabase;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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

  private final DataSource server;
  private ScratchDatabase database;

  @Inject
  FoldEventCountsTest(DataSource server) {
    this.server = server;
  }

  @BeforeEach
  void createWithShards() {
    database = ScratchDatabase.create(server, 0);
    database.run(SHARDS);
  }

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void closedQuarterHoursEndUpInOneRowAndKeepTheirSums() {
    List<String> sums = database.rows(SUMS);

    database.run("SELECT fold_event_counts(100000)");

    assertAll(
        () -> assertEquals(sums, database.rows(SUMS)),
        () ->
            assertEquals(
                List.of(),
                database.rows(
                    """
                    SELECT bucket, event_type FROM event_counts
                    WHERE bucket < now() - interval '76 minutes'
                    GROUP BY 1, 2 HAVING count(*) > 1 OR min(shard) <> -1
                    """)),
        () ->
            assertEquals(
                "16",
                database.value(
                    "SELECT count(*) FROM event_counts WHERE bucket > now() - interval '20 minutes'")));
  }

  @Test
  void aCallTakesNoMoreRowsThanItWasAllowed() {
    long before = unfolded();

    String taken = database.value("SELECT fold_event_counts(7)");

    assertAll(() -> assertEquals("7", taken), () -> assertEquals(before - 7, unfolded()));
  }

  private long unfolded() {
    return Long.parseLong(database.value("SELECT count(*) FROM event_counts WHERE shard >= 0"));
  }

  @Test
  void lateEventsFoldIntoTheRowThatIsThere() {
    database.run("SELECT fold_event_counts(100000)");
    database.run(SHARDS.replace("generate_series(0, 20)", "generate_series(5, 5)"));
    List<String> sums = database.rows(SUMS);

    database.run("SELECT fold_event_counts(100000)");

    assertAll(
        () -> assertEquals(sums, database.rows(SUMS)),
        () ->
            assertEquals(
                "2|2",
                database.value(
                    """
                SELECT count(*), count(*) FILTER (WHERE shard = -1) FROM event_counts
                WHERE bucket = date_bin('15 minutes', now() - 5 * interval '75 minutes', '2000-01-01 00:00+00')
                """)));
  }

  @Test
  void foldersAndWritersAtOnceLoseAndDoubleNothing() throws Exception {
    String add =
        SHARDS.replace("generate_series(0, 7) shard", "generate_series(%d, 7, 3) shard")
            + " ORDER BY 1, 2, 3 ON CONFLICT (campaign_id, bucket, event_type, shard)"
            + " DO UPDATE SET n = event_counts.n + excluded.n";
    long before = total();
    Stream<Callable<String>> writers =
        IntStream.range(0, 3).mapToObj(i -> repeated(40, add.formatted(i)));
    Stream<Callable<String>> folders =
        IntStream.range(0, 2).mapToObj(i -> repeated(60, "SELECT fold_event_counts(50)"));

    List<String> failures = together(Stream.concat(writers, folders).toList());

    assertAll(
        () -> assertEquals(List.of("", "", "", "", ""), failures),
        () -> assertEquals(before * 41, total()));
  }

  private long total() {
    return Long.parseLong(database.value("SELECT sum(n) FROM event_counts"));
  }

  private Callable<String> repeated(int times, String sql) {
    return () ->
        IntStream.range(0, times).mapToObj(i -> failure(sql)).collect(Collectors.joining());
  }

  private String failure(String sql) {
    try {
      database.run(sql);
      return "";
    } catch (IllegalStateException e) {
      return e.getCause().getMessage();
    }
  }

  private static List<String> together(List<Callable<String>> calls) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(calls.size());
    try {
      return threads.invokeAll(calls).stream().map(FoldEventCountsTest::result).toList();
    } finally {
      threads.shutdownNow();
    }
  }

  private static String result(Future<String> future) {
    try {
      return future.get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
