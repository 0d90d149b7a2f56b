package dev.footfall.database;

import static dev.footfall.testsupport.Together.together;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.testsupport.ScratchDatabase;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Erasing takes events and their counts away together, and nothing else. */
@QuarkusTest
class EraseTest {
  private static final UUID CAMPAIGN = UUID.randomUUID();

  /** Events n of the campaign: ten a session, three types, an hour apart, the last one now. */
  private static final String STORE =
      """
      SELECT count(*) FROM store_events(
        ARRAY(SELECT overlay(md5('%1$s' || n)::uuid::text PLACING '4' FROM 15)::uuid FROM generate_series(%2$d, %3$d) n),
        ARRAY(SELECT md5('s' || n / 10)::uuid FROM generate_series(%2$d, %3$d) n),
        array_fill(uuid '%1$s', ARRAY[%3$d - %2$d + 1]),
        ARRAY(SELECT 'type_' || n %% 3 FROM generate_series(%2$d, %3$d) n),
        ARRAY(SELECT date_trunc('hour', now()) - n * interval '1 hour' FROM generate_series(%2$d, %3$d) n),
        array_fill(text '{}', ARRAY[%3$d - %2$d + 1]))
      """;

  @RegisterExtension final ScratchDatabase database = ScratchDatabase.keeping(1);

  @BeforeEach
  void storeAndFoldSome() {
    assertEquals(500, store(0, 499));
    database.execute("SELECT fold_event_counts(400)");
    assertEquals(100, store(500, 599));
  }

  private long store(int first, int last) {
    return database.collector().number(STORE.formatted(CAMPAIGN, first, last));
  }

  private static String sessionOf(int event) {
    return "md5('s%d')::uuid".formatted(event / 10);
  }

  private void assertHolds(long events) {
    assertAll(
        () -> database.assertHolds(CAMPAIGN, events),
        () -> assertEquals(List.of(), database.rows(ROLLUPS_THAT_DIFFER), "rolled up"),
        () -> assertEquals(0, database.number("SELECT count(*) FROM event_counts WHERE n = 0")));
  }

  private static final String ROLLUPS_THAT_DIFFER =
      """
      SELECT * FROM (
        SELECT campaign_id, minutes, event_type, bucket, n FROM event_count_rollups) r
      FULL JOIN (
        SELECT campaign_id, minutes, event_type,
               date_bin(make_interval(mins => minutes), bucket, '2000-01-01 00:00+00') AS bucket, sum(n) AS n
        FROM event_counts CROSS JOIN (VALUES (60), (1440)) grain (minutes)
        WHERE shard = -1 GROUP BY 1, 2, 3, 4) f USING (campaign_id, minutes, event_type, bucket)
      WHERE r.n IS DISTINCT FROM f.n
      """;

  @ParameterizedTest
  @ValueSource(ints = {0, 250, 590})
  void aSessionGoesWithItsCounts(int event) {
    assertEquals(10, database.number("SELECT erase_session(" + sessionOf(event) + ")"));

    assertEquals(0, database.number("SELECT erase_session(" + sessionOf(event) + ")"));
    assertHolds(590);
  }

  @Test
  void aCallTakesNoMoreThanItWasAllowed() {
    assertEquals(7, database.number("SELECT erase_session(" + sessionOf(0) + ", 7)"));
    assertHolds(593);
    assertEquals(3, database.number("SELECT erase_session(" + sessionOf(0) + ", 7)"));
    assertHolds(590);
  }

  @Test
  void aCampaignsEventsGoByTypeAndSpan() {
    String erase =
        """
        SELECT erase_campaign('%s', %s, date_trunc('hour', now()) - interval '%d hours',
                              date_trunc('hour', now()) - interval '%d hours')
        """;

    assertEquals(20, database.number(erase.formatted(CAMPAIGN, "'{type_0, type_1}'", 129, 99)));
    assertHolds(580);
    assertEquals(10, database.number(erase.formatted(CAMPAIGN, "NULL", 129, 99)));
    assertHolds(570);
    assertEquals(0, database.number(erase.formatted(UUID.randomUUID(), "NULL", 129, 99)));
    assertHolds(570);
  }

  @Test
  void anErasedIdIsNotStoredAgain() {
    database.execute("SELECT erase_session(" + sessionOf(0) + ")");

    assertEquals(0, store(0, 9));
    assertHolds(590);
  }

  @Test
  void anErasedIdIsForgottenWithItsMonth() {
    database.execute("SELECT erase_session(" + sessionOf(0) + ")");
    database.execute(
        "UPDATE erased_ids SET erased_at = erased_at - interval '2 months' WHERE id IN"
            + " (SELECT id FROM erased_ids LIMIT 4)");

    database.keepMonths(1, 1);

    assertEquals(6, database.number("SELECT count(*) FROM erased_ids"));
    assertEquals(4, store(0, 9));
    assertHolds(594);
  }

  /** The insert waits for the erasure, and its snapshot does not see what was erased. */
  @Test
  void aRetryThatWaitedForTheErasureOfItsIdIsNotStored() throws Exception {
    try (var erasure = database.connect();
        var statement = erasure.createStatement()) {
      erasure.setAutoCommit(false);
      statement.execute("SELECT erase_session(" + sessionOf(0) + ")");
      Callable<String> retry =
          () -> {
            try {
              return "stored " + store(0, 9);
            } catch (IllegalStateException e) {
              return ((SQLException) e.getCause()).getSQLState();
            }
          };
      Callable<String> commit =
          () -> {
            awaitALock();
            erasure.commit();
            return "committed";
          };

      assertEquals(List.of("40001", "committed"), together(retry, commit));
    }
    assertEquals(0, store(0, 9), "the next attempt");
    assertHolds(590);
  }

  private void awaitALock() throws InterruptedException {
    for (int i = 0; i < 200; i++) {
      if (database.number(
              "SELECT count(*) FROM pg_stat_activity"
                  + " WHERE wait_event_type = 'Lock' AND query LIKE '%store_events%'")
          > 0) {
        return;
      }
      Thread.sleep(10);
    }
    throw new IllegalStateException("nobody waits");
  }

  @Test
  void insertsDuplicatesFoldsAndErasuresAtOnceStayExact() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    List<Callable<Long>> all = new ArrayList<>();
    for (int writer = 0; writer < 3; writer++) {
      int first = 600 + writer * 500;
      all.add(
          () -> {
            long stored = 0;
            for (int i = 0; i < 500; i += 5) {
              stored += retried(first + i, first + i + 4);
              retried(first + i, first + i + 4); // again: duplicates, or erased
            }
            return stored;
          });
    }
    all.add(() -> repeated(done, "SELECT fold_event_counts(50)", 0));
    Callable<Long> eraser =
        () -> {
          long erased = 0;
          for (int i = 0; i < 300; i++) {
            erased += database.number("SELECT erase_session(" + sessionOf(i * 7 % 2100) + ")");
          }
          done.set(true);
          return -erased;
        };
    all.add(eraser);

    long left = together(all).stream().mapToLong(n -> n).sum();

    assertHolds(600 + left);
  }

  private long repeated(AtomicBoolean done, String sql, long result) {
    for (int i = 0; i < 10_000 && !done.get(); i++) {
      database.execute(sql);
    }
    return result;
  }

  /** As the service does: once more after a serialization failure. */
  private long retried(int first, int last) {
    try {
      return store(first, last);
    } catch (IllegalStateException e) {
      assertEquals("40001", ((SQLException) e.getCause()).getSQLState());
      return store(first, last);
    }
  }
}
