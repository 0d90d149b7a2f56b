package dev.footfall.database;

import static dev.footfall.testsupport.Together.together;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.Json;
import dev.footfall.testsupport.ScratchDatabase;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Upkeep creates months ahead and drops old ones, and neither loses nor doubles an event. */
@QuarkusTest
class KeepMonthsTest {
  private static final String MONTHS =
      """
      SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = '%s'::regclass ORDER BY 1
      """;

  /** Stores events with UUIDv7 ids of a month, which is counted from now; and how many. */
  private static final String WAITING =
      """
      INSERT INTO events (id, session_id, campaign_id, event_type, event_time)
      SELECT overlay(gen_random_uuid()::text PLACING
                     left(first_id(month_from_now(%d) + n * interval '1 second')::text, 14) || '7'
                     FROM 1)::uuid,
             gen_random_uuid(), gen_random_uuid(), 'page_view', now()
      FROM generate_series(1, %d) n
      """;

  @RegisterExtension final ScratchDatabase database = ScratchDatabase.withoutUpkeep();

  @Test
  void theMonthsBeforeAndAheadAreCreated() {
    database.keepMonths(2, 3);

    assertMonths(-2, 3);
  }

  private void assertMonths(int first, int last) {
    String expected =
        """
        SELECT '%1$s_' || to_char(month_from_now(m) AT TIME ZONE 'UTC', 'YYYY_MM')
        FROM generate_series(%2$d, %3$d) m
        UNION SELECT '%1$s_' || unnest('{default,early,high,later,next}'::text[]) ORDER BY 1
        """;
    for (String table : List.of("events", "session_steps")) {
      assertEquals(
          database.rows(expected.formatted(table, first, last)),
          database.rows(MONTHS.formatted(table)));
    }
  }

  private long count(String rows) {
    return database.number("SELECT count(*) FROM " + rows);
  }

  @Test
  void aSecondRunChangesNothing() {
    database.keepMonths(2, 3);
    List<String> months = database.rows(MONTHS.formatted("events"));

    String result = database.keepMonths(2, 3);

    assertEquals("{\"created\": [], \"deleted\": 0, \"dropped\": []}", result);
    assertEquals(months, database.rows(MONTHS.formatted("events")));
  }

  @Test
  void fourRunsAtOnceCreateEachMonthOnce() throws Exception {
    Callable<String> run = () -> database.keepMonths(6, 6);

    together(Collections.nCopies(4, run));

    assertMonths(-6, 6);
  }

  @Test
  void eventsThatWaitedMoveIntoTheirMonthExactlyOnce() {
    database.execute(WAITING.formatted(4, 500));
    String ids = "SELECT id FROM events ORDER BY id";
    List<String> before = database.rows(ids);

    database.keepMonths(0, 4);

    assertEquals(before, database.rows(ids));
    assertEquals(0, count("events_next"));
    assertEquals(1, database.number("SELECT count(DISTINCT tableoid) FROM events"));
  }

  @Test
  void eventsStoredWhileTheirMonthIsCreatedAreAllThereOnce() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    Callable<Integer> writer =
        () -> {
          int written = 0;
          while (!done.get() || written < 50) {
            database.execute(WAITING.formatted(3, 10));
            written += 10;
          }
          return written;
        };
    Callable<Integer> upkeep =
        () -> {
          database.keepMonths(0, 3);
          done.set(true);
          return 0;
        };

    List<Integer> written = together(writer, writer, upkeep);

    assertEquals(written.stream().mapToInt(n -> n).sum(), count("events"));
    assertEquals(0, count("events_next"));
  }

  @Test
  void monthsThatAreNoLongerKeptAreDroppedWithTheirEvents() {
    database.keepMonths(3, 1);
    database.execute(WAITING.formatted(-3, 5));
    database.execute(WAITING.formatted(-1, 7));

    database.keepMonths(2, 1);

    assertMonths(-2, 1);
    assertEquals(7, count("events"));
    assertOldestMonthIsTwoBefore();
  }

  /** Those of a version 7 by the time in the session's id, the others by their age. */
  @Test
  void stepsOfSessionsAreDroppedAsEventsAre() {
    database.keepMonths(3, 1);
    database.execute(
        """
        INSERT INTO session_steps (session_id, campaign_id, event_type, event_time, created_at)
        SELECT overlay(overlay(gen_random_uuid()::text PLACING left(first_id(month_from_now(-age))::text, 14) FROM 1)
                       PLACING version FROM 15)::uuid,
               gen_random_uuid(), version, now(), month_from_now(-age) + interval '1 hour'
        FROM generate_series(0, 3) age, unnest(ARRAY['4', '7']) version
        """);

    String report = database.keepMonths(2, 1);

    assertMonths(-2, 1);
    assertEquals(
        List.of("4|3", "7|3"),
        database.rows("SELECT event_type, count(*) FROM session_steps GROUP BY 1 ORDER BY 1"));
    assertEquals(0, count("session_steps WHERE created_at < month_from_now(-2)"));
    assertEquals(0, Json.read(report).get("deleted").asInt(), "counts events only");
  }

  /** Stores three events of an age, with ids of a version that begin like the first id. */
  private void storeBefore(int months, int idVersion, String firstId) {
    database.execute(
        """
        INSERT INTO events (id, session_id, campaign_id, event_type, event_time, created_at)
        SELECT overlay(overlay(gen_random_uuid()::text PLACING left((%s)::text, 14) FROM 1)
                       PLACING '%d' FROM 15)::uuid,
               gen_random_uuid(), gen_random_uuid(), 'page_view', now(),
               month_from_now(-%d) + interval '1 hour'
        FROM generate_series(1, 3)
        """
            .formatted(firstId, idVersion, months));
  }

  @Test
  void anIdOfAnotherVersionOutlivesTheMonthThatItFellInto() {
    database.keepMonths(3, 1);
    storeBefore(0, 4, "first_id(month_from_now(-3))");
    List<String> ids = database.rows("SELECT id FROM events ORDER BY id");

    database.keepMonths(2, 1);

    assertEquals(ids, database.rows("SELECT id FROM events_early ORDER BY id"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          above all times        | 4 | uuid 'ffffffff-0000-4000-8000-000000000000'
          of the distant future  | 4 | uuid '01f00000-0000-4000-8000-000000000000'
          of next year           | 4 | first_id(month_from_now(8))
          of a month that stays  | 4 | first_id(month_from_now(1))
          before all times       | 4 | uuid '00000000-0000-4000-8000-000000000000'
          before, of a wrong clock | 7 | uuid '00000000-0000-7000-8000-000000000000'
          """)
  void anEventIsDeletedByItsAgeWhateverItsId(String what, int version, String firstId) {
    database.keepMonths(2, 1);
    storeBefore(3, version, firstId);
    storeBefore(2, version, firstId);

    String report = database.keepMonths(2, 1);

    assertEquals("{\"created\": [], \"deleted\": 3, \"dropped\": []}", report, what);
    assertEquals(3, count("events"));
    assertEquals(0, count("events WHERE created_at < month_from_now(-2)"));
    assertEquals(1, count("retention WHERE lost_until > month_from_now(-2)"), "remembered");
  }

  @Test
  void eventsOfADetachedMonthAreStoredAndDeletedByTheirAge() {
    database.keepMonths(2, 1);
    String month =
        database.value("SELECT to_char(month_from_now(0) AT TIME ZONE 'UTC', 'YYYY_MM')");
    database.execute("ALTER TABLE events DETACH PARTITION events_" + month);
    database.execute(WAITING.formatted(0, 2));
    storeBefore(3, 7, "first_id(month_from_now(0))");

    database.keepMonths(2, 2);

    assertEquals(2, count("events"));
  }

  @Test
  void whereAllIsKeptNothingIsDeleted() {
    storeBefore(40, 4, "gen_random_uuid()");

    database.keepMonths(0, 1);

    assertEquals(3, count("events"));
  }

  /** As if upkeep had been off for so long that events filled the range beyond the months ahead. */
  private void storeABacklog() {
    database.keepMonths(1, 1);
    database.execute(WAITING.formatted(3, 20_001));
    database.execute(WAITING.formatted(4, 100));
  }

  @Test
  void aBacklogStaysWhereItIsAsOneLongMonth() {
    storeABacklog();
    String place = "SELECT tableoid, ctid FROM events ORDER BY id";
    List<String> before = database.rows(place);

    String report = database.keepMonths(1, 4);

    assertEquals(before, database.rows(place), "no row has moved");
    assertEquals(2, Json.read(report).get("created").size(), report);
    String ends =
        """
        SELECT DISTINCT high = first_id(month_from_now(13)) FROM partitions
        WHERE parent = 'events' AND is_month AND low > first_id(month_from_now(2))
        """;
    assertEquals(List.of("t"), database.rows(ends));
    assertEquals(1, count("partitions WHERE name = 'events_next'"));
  }

  @Test
  void inALongMonthEventsAreDeletedByTheirAge() {
    storeABacklog();
    database.keepMonths(1, 4);
    storeBefore(2, 7, "first_id(month_from_now(5))");

    database.keepMonths(1, 4);

    assertEquals(20_101, count("events"));
  }

  /** A writer that fails once it waits for a second: upkeep may not delay it for that long. */
  private Callable<Integer> impatientWriter(AtomicBoolean done) {
    return () -> {
      try (Connection connection = database.connect();
          Statement statement = connection.createStatement()) {
        statement.execute("SET statement_timeout = '1s'");
        int written = 0;
        for (int i = 0; i < 100_000 && !done.get(); i++) {
          statement.execute(WAITING.formatted(i % 4 - 1, 1));
          statement.execute(WAITING.formatted(3, 1).replace("'7'", "'4'"));
          written += 2;
        }
        return written;
      }
    };
  }

  @Test
  void aLongReadMakesNoWriterWait() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    database.keepMonths(1, 1);
    try (Connection reader = database.connect();
        Statement dump = reader.createStatement()) {
      reader.setAutoCommit(false);
      dump.execute("SELECT count(*) FROM events");
      Callable<Integer> upkeep =
          () -> {
            String report = database.keepMonths(1, 3);
            done.set(true);
            String failure = Json.read(report).path("failed").asText();
            assertEquals("canceling statement due to lock timeout", failure);
            return 0;
          };

      int written = together(impatientWriter(done), upkeep).get(0);

      assertTrue(written > 0);
      assertEquals(written, count("events"));
      reader.rollback();
    }
    database.keepMonths(1, 3);
    assertMonths(-1, 3);
  }

  @Test
  void keepingMoreMonthsLaterAcceptsNoOlderIds() {
    database.keepMonths(2, 1);

    database.keepMonths(5, 1);

    assertOldestMonthIsTwoBefore();
  }

  private void assertOldestMonthIsTwoBefore() {
    assertEquals(1, count("retention WHERE oldest_id = first_id(month_from_now(-2))"));
  }
}
