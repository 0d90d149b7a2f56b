package dev.footfall.database;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.ScratchDatabase;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Months are made ahead and dropped behind, and no event is lost or doubled by it. */
@QuarkusTest
class KeepMonthsTest {
  private static final String MONTHS =
      """
      SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = 'events'::regclass ORDER BY 1
      """;

  /** UUIDv7 ids, so many, of the month that lies so far from now. */
  private static final String WAITING =
      """
      INSERT INTO events (id, session_id, campaign_id, event_type, event_time)
      SELECT overlay(gen_random_uuid()::text PLACING
                     left(first_id(month_from_now(%d) + n * interval '1 second')::text, 14) || '7'
                     FROM 1)::uuid,
             gen_random_uuid(), gen_random_uuid(), 'page_view', now()
      FROM generate_series(1, %d) n
      """;

  private final DataSource server;
  private ScratchDatabase database;

  @Inject
  KeepMonthsTest(DataSource server) {
    this.server = server;
  }

  @BeforeEach
  void create() {
    database = ScratchDatabase.create(server, 0);
  }

  @AfterEach
  void drop() {
    database.close();
  }

  @Test
  void theMonthsBeforeAndAheadAreMade() {
    database.run("SELECT keep_months(2, 3)");

    assertEquals(expectedMonths(-2, 3), database.rows(MONTHS));
  }

  private List<String> expectedMonths(int first, int last) {
    return Stream.concat(
            Stream.of("events_default"),
            database
                .rows(
                    "SELECT to_char(month_from_now(m) AT TIME ZONE 'UTC', '\"events_\"YYYY_MM')"
                        + " FROM generate_series(%d, %d) m".formatted(first, last))
                .stream())
        .sorted()
        .toList();
  }

  @Test
  void aSecondRunChangesNothing() {
    database.run("SELECT keep_months(2, 3)");
    List<String> months = database.rows(MONTHS);

    String result = database.value("SELECT keep_months(2, 3)");

    assertAll(
        () -> assertEquals("{\"created\": [], \"dropped\": []}", result),
        () -> assertEquals(months, database.rows(MONTHS)));
  }

  @Test
  void fourRunsAtOnceMakeEachMonthOnce() throws Exception {
    List<String> results =
        together(Stream.generate(() -> call("SELECT keep_months(6, 6)")).limit(4).toList());

    assertAll(
        () -> assertEquals(4, results.size()),
        () -> assertEquals(expectedMonths(-6, 6), database.rows(MONTHS)));
  }

  @Test
  void eventsThatWaitedMoveIntoTheirMonthExactlyOnce() {
    database.run(WAITING.formatted(4, 500));
    List<String> before = database.rows("SELECT id FROM events ORDER BY id");

    database.run("SELECT keep_months(0, 4)");

    assertAll(
        () -> assertEquals(before, database.rows("SELECT id FROM events ORDER BY id")),
        () -> assertEquals("0", database.value("SELECT count(*) FROM events_default")),
        () -> assertEquals("1", database.value("SELECT count(DISTINCT tableoid) FROM events")));
  }

  @Test
  void eventsStoredWhileTheirMonthIsMadeAreAllThereOnce() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    Callable<String> writer =
        () -> {
          int written = 0;
          while (!done.get() || written < 50) {
            database.run(WAITING.formatted(3, 10));
            written += 10;
          }
          return "" + written;
        };
    Callable<String> upkeep =
        () -> {
          String result = database.value("SELECT keep_months(0, 3)");
          done.set(true);
          return result;
        };

    List<String> results = together(List.of(writer, writer, upkeep));

    int written = Integer.parseInt(results.get(0)) + Integer.parseInt(results.get(1));
    assertAll(
        () -> assertEquals("" + written, database.value("SELECT count(*) FROM events")),
        () -> assertEquals("0", database.value("SELECT count(*) FROM events_default")));
  }

  @Test
  void monthsThatAreNoLongerKeptAreDroppedWithTheirEvents() {
    database.run("SELECT keep_months(3, 1)");
    database.run(WAITING.formatted(-3, 5));
    database.run(WAITING.formatted(-1, 7));

    database.run("SELECT keep_months(2, 1)");

    assertAll(
        () -> assertEquals(expectedMonths(-2, 1), database.rows(MONTHS)),
        () -> assertEquals("7", database.value("SELECT count(*) FROM events")),
        () ->
            assertEquals(
                "t",
                database.value("SELECT oldest_id = first_id(month_from_now(-2)) FROM retention")));
  }

  @Test
  void anIdOfAnotherVersionOutlivesTheMonthThatItFellInto() {
    database.run("SELECT keep_months(3, 1)");
    database.run(
        """
        INSERT INTO events (id, session_id, campaign_id, event_type, event_time)
        SELECT overlay(first_id(month_from_now(-3))::text PLACING '4' FROM 15)::uuid,
               gen_random_uuid(), gen_random_uuid(), 'page_view', now()
        """);
    String id = database.value("SELECT id FROM events");

    database.run("SELECT keep_months(2, 1)");

    assertEquals(List.of(id), database.rows("SELECT id FROM events_default"));
  }

  @Test
  void keepingMoreMonthsAgainReopensNoRefusedTime() {
    database.run("SELECT keep_months(2, 1)");

    database.run("SELECT keep_months(5, 1)");

    assertEquals(
        "t", database.value("SELECT oldest_id = first_id(month_from_now(-2)) FROM retention"));
  }

  private Callable<String> call(String sql) {
    return () -> database.value(sql);
  }

  private static List<String> together(List<Callable<String>> calls) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(calls.size());
    try {
      List<Future<String>> futures = threads.invokeAll(calls);
      assertTrue(futures.stream().allMatch(Future::isDone));
      return futures.stream().map(KeepMonthsTest::result).toList();
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
