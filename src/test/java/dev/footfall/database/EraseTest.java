package dev.footfall.database;

import static dev.footfall.testsupport.Together.together;
import static dev.footfall.testsupport.Together.until;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.testsupport.ScratchDatabase;
import io.quarkus.test.junit.QuarkusTest;
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

/** Erasing removes events together with their counts, and nothing else. */
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
        ARRAY(SELECT (array['{}', '{"price": 9.90, "currency": "EUR"}',
                            '{"utm_source": "mail", "price": "1.5", "currency": "USD"}',
                            '{"utm_source": "ad", "referrer": "https://example.com/"}'])[1 + n %% 4]
              FROM generate_series(%2$d, %3$d) n))
      """;

  private static final String ROLLUPS_THAT_DIFFER =
      """
      SELECT * FROM event_count_rollups r
      FULL JOIN (
        SELECT campaign_id, split, minutes, event_type, currency, hash,
               date_bin(make_interval(mins => minutes), bucket, '2000-01-01 00:00+00') AS bucket,
               sum(n) AS n, sum(sessions) AS sessions, sum(amount) AS amount
        FROM event_counts CROSS JOIN (VALUES (60), (1440)) grain (minutes)
        WHERE shard = -1 GROUP BY 1, 2, 3, 4, 5, 6, 7) f
        USING (campaign_id, split, minutes, event_type, currency, hash, bucket)
      WHERE (r.n, r.sessions, r.amount) IS DISTINCT FROM (f.n, f.sessions, f.amount)
      """;

  private static final String WAITING =
      """
      SELECT count(*) FROM pg_stat_activity
      WHERE wait_event_type = 'Lock' AND query LIKE ?
      """;

  @RegisterExtension final ScratchDatabase database = ScratchDatabase.keeping(1);

  @BeforeEach
  void storeAndFoldSome() {
    database.execute("SELECT declare_keys('amount', '{price}')");
    database.execute("SELECT declare_keys('breakdown', '{utm_source,referrer}')");
    assertEquals(500, store(0, 499));
    database.execute("SELECT fold_event_counts(400)");
    assertEquals(100, store(500, 599));
  }

  private long store(int first, int last) {
    return database.collector().number(STORE.formatted(CAMPAIGN, first, last));
  }

  /** Erases at most so many events of the session that holds this one. */
  private long eraseSessionOf(int event, int most) {
    return database.number("SELECT erase_session(md5(?)::uuid, ?)", "s" + event / 10, most);
  }

  private long eraseSessionOf(int event) {
    return database.number("SELECT erase_session(md5(?)::uuid)", "s" + event / 10);
  }

  private void assertHolds(long events) {
    assertAll(
        () -> database.assertHolds(CAMPAIGN, events),
        () -> assertEquals(List.of(), database.rows(ROLLUPS_THAT_DIFFER), "rolled up"),
        () ->
            assertEquals(
                0, database.number("SELECT count(*) FROM event_counts WHERE n + sessions = 0")));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 250, 590})
  void aSessionIsErasedWithItsCounts(int event) {
    assertEquals(10, eraseSessionOf(event));
    assertEquals(0, eraseSessionOf(event));
    assertHolds(590);
  }

  @Test
  void aCallErasesNoMoreEventsThanAllowed() {
    assertEquals(7, eraseSessionOf(0, 7));
    assertHolds(593);
    assertEquals(3, eraseSessionOf(0, 7));
    assertHolds(590);
  }

  @Test
  void aCampaignsEventsAreErasedByTypeAndSpan() {
    String erase =
        """
        SELECT erase_campaign(?, ?::text[], date_trunc('hour', now()) - interval '129 hours',
                              date_trunc('hour', now()) - interval '99 hours')
        """;

    assertEquals(20, database.number(erase, CAMPAIGN, "{type_0, type_1}"));
    assertHolds(580);
    assertEquals(10, database.number(erase, CAMPAIGN, null));
    assertHolds(570);
    assertEquals(0, database.number(erase, UUID.randomUUID(), null));
    assertHolds(570);
  }

  @Test
  void anErasedIdIsNotStoredAgain() {
    eraseSessionOf(0);

    assertEquals(0, store(0, 9));
    assertHolds(590);
  }

  @Test
  void anErasedIdIsForgottenWithItsMonth() {
    eraseSessionOf(0);
    database.execute(
        "UPDATE erased_ids SET erased_at = erased_at - interval '2 months' WHERE id IN"
            + " (SELECT id FROM erased_ids LIMIT 4)");

    database.keepMonths(1, 1);

    assertEquals(6, database.number("SELECT count(*) FROM erased_ids"));
    assertEquals(4, store(0, 9));
    assertHolds(594);
  }

  /** It looks for erased ids when the erasure has committed. */
  @Test
  void aRetryThatWaitedForTheErasureOfItsIdIsNotStored() throws Exception {
    try (var erasure = database.connect();
        var statement = erasure.createStatement()) {
      erasure.setAutoCommit(false);
      statement.execute("SELECT erase_session(md5('s0')::uuid)");
      Callable<Long> retry = () -> store(0, 9);
      Callable<Long> commit =
          () -> {
            until(() -> database.number(WAITING, "%store_events%") > 0, "no writer waits");
            erasure.commit();
            return 10L;
          };

      assertEquals(List.of(0L, 10L), together(retry, commit));
    }
    assertHolds(590);
  }

  /** Its statement time-out would end a writer that waited as long as the erasure does. */
  @Test
  void anErasureThatWaitsForAWriterLetsOthersPass() throws Exception {
    try (var writer = database.connect();
        var statement = writer.createStatement()) {
      writer.setAutoCommit(false);
      statement.execute(STORE.formatted(CAMPAIGN, 690, 690)); // another session than theirs
      Callable<Long> erasure = () -> eraseSessionOf(0);
      Callable<Long> others =
          () -> {
            until(() -> database.number(WAITING, "%erase_session%") > 0, "no erasure waits");
            long stored = 0;
            for (int i = 601; i <= 610; i++) {
              stored += store(i, i);
            }
            writer.commit();
            return stored;
          };

      assertEquals(List.of(10L, 10L), together(erasure, others));
    }
    assertHolds(601);
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
              stored += store(first + i, first + i + 4);
              store(first + i, first + i + 4); // again: duplicates, or erased
            }
            return stored;
          });
    }
    all.add(
        () -> {
          for (int i = 0; i < 10_000 && !done.get(); i++) {
            database.execute("SELECT fold_event_counts(50)");
          }
          return 0L;
        });
    all.add(
        () -> {
          long erased = 0;
          for (int i = 0; i < 300; i++) {
            erased += eraseSessionOf(i * 7 % 2100);
          }
          done.set(true);
          return -erased;
        });

    long left = together(all).stream().mapToLong(n -> n).sum();

    assertHolds(600 + left);
  }
}
