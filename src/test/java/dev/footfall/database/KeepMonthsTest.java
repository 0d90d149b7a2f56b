package dev.footfall.database;

import static dev.footfall.testsupport.Together.together;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.ScratchDatabase;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @RegisterExtension final ScratchDatabase database = ScratchDatabase.withoutUpkeep();

  @Test
  void theMonthsBeforeAndAheadAreMade() {
    database.keepMonths(2, 3);

    assertEquals(expectedMonths(-2, 3), database.rows(MONTHS));
  }

  private List<String> expectedMonths(int first, int last) {
    return Stream.concat(
            Stream.of(
                "events_default", "events_early", "events_high", "events_later", "events_next"),
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
    database.keepMonths(2, 3);
    List<String> months = database.rows(MONTHS);

    String result = database.keepMonths(2, 3);

    assertEquals("{\"created\": [], \"deleted\": 0, \"dropped\": []}", result);
    assertEquals(months, database.rows(MONTHS));
  }

  @Test
  void fourRunsAtOnceMakeEachMonthOnce() throws Exception {
    Callable<String> run = () -> database.keepMonths(6, 6);

    together(Collections.nCopies(4, run));

    assertEquals(expectedMonths(-6, 6), database.rows(MONTHS));
  }

  @Test
  void eventsThatWaitedMoveIntoTheirMonthExactlyOnce() {
    database.execute(WAITING.formatted(4, 500));
    List<String> before = database.rows("SELECT id FROM events ORDER BY id");

    database.keepMonths(0, 4);

    assertEquals(before, database.rows("SELECT id FROM events ORDER BY id"));
    assertEquals(0, database.number("SELECT count(*) FROM events_next"));
    assertEquals(1, database.number("SELECT count(DISTINCT tableoid) FROM events"));
  }

  @Test
  void eventsStoredWhileTheirMonthIsMadeAreAllThereOnce() throws Exception {
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

    assertEquals(
        written.stream().mapToInt(n -> n).sum(), database.number("SELECT count(*) FROM events"));
    assertEquals(0, database.number("SELECT count(*) FROM events_next"));
  }

  @Test
  void monthsThatAreNoLongerKeptAreDroppedWithTheirEvents() {
    database.keepMonths(3, 1);
    database.execute(WAITING.formatted(-3, 5));
    database.execute(WAITING.formatted(-1, 7));

    database.keepMonths(2, 1);

    assertEquals(expectedMonths(-2, 1), database.rows(MONTHS));
    assertEquals(7, database.number("SELECT count(*) FROM events"));
    assertOldestMonthIsTwoBefore();
  }

  /** It goes by its own age. */
  @Test
  void anIdOfAnotherVersionOutlivesTheMonthThatItFellInto() {
    database.keepMonths(3, 1);
    database.execute(
        """
        INSERT INTO events (id, session_id, campaign_id, event_type, event_time)
        SELECT overlay(first_id(month_from_now(-3))::text PLACING '4' FROM 15)::uuid,
               gen_random_uuid(), gen_random_uuid(), 'page_view', now()
        """);
    String id = database.value("SELECT id FROM events");

    database.keepMonths(2, 1);

    assertEquals(List.of(id), database.rows("SELECT id FROM events_early"));
  }

  /** Events so many months old, by the version of their ids, in the range of ids that they name. */
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
  void anEventOfAnyIdGoesByItsAge(String what, int version, String firstId) {
    database.keepMonths(2, 1);
    storeBefore(3, version, firstId);
    storeBefore(2, version, firstId);

    String report = database.keepMonths(2, 1);

    assertEquals("{\"created\": [], \"deleted\": 3, \"dropped\": []}", report, what);
    assertEquals(3, database.number("SELECT count(*) FROM events"));
    assertEquals(
        0, database.number("SELECT count(*) FROM events WHERE created_at < month_from_now(-2)"));
    assertEquals(
        "t", database.value("SELECT lost_until > month_from_now(-2) FROM retention"), "remembered");
  }

  @Test
  void anEventIsStoredAndAgesWhereSomebodyDetachedItsMonth() {
    database.keepMonths(2, 1);
    String month =
        database.value("SELECT to_char(month_from_now(0) AT TIME ZONE 'UTC', 'YYYY_MM')");
    database.execute("ALTER TABLE events DETACH PARTITION events_" + month);
    database.execute(WAITING.formatted(0, 2));
    storeBefore(3, 7, "first_id(month_from_now(0))");

    database.keepMonths(2, 2);

    assertEquals(2, database.number("SELECT count(*) FROM events"));
  }

  @Test
  void whereAllIsKeptNothingGoes() {
    storeBefore(40, 4, "gen_random_uuid()");

    database.keepMonths(0, 1);

    assertEquals(3, database.number("SELECT count(*) FROM events"));
  }

  /** As when upkeep was off for so long that events filled what lies beyond the months ahead. */
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
    assertEquals(
        "2", database.value("SELECT jsonb_array_length(?::jsonb -> 'created')", report), report);
    assertEquals(
        "t",
        database.value(
            """
            SELECT bool_and(high = first_id(month_from_now(13))) FROM event_partitions
            WHERE is_month AND low > first_id(month_from_now(2))
            """));
    assertEquals(
        1, database.number("SELECT count(*) FROM event_partitions WHERE name = 'events_next'"));
  }

  @Test
  void inALongMonthEventsGoByTheirAge() {
    storeABacklog();
    database.keepMonths(1, 4);
    storeBefore(2, 7, "first_id(month_from_now(5))");

    database.keepMonths(1, 4);

    assertEquals(20_101, database.number("SELECT count(*) FROM events"));
  }

  /** A writer gives up after a second, as no upkeep may keep it waiting for that long. */
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
  void aReaderThatStaysForHoursMakesNobodyElseWait() throws Exception {
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
            assertEquals(
                "canceling statement due to lock timeout",
                database.value("SELECT ?::jsonb ->> 'failed'", report));
            return 0;
          };

      int written =
          together(impatientWriter(done), upkeep).stream().mapToInt(Integer::intValue).sum();

      assertTrue(written > 0);
      assertEquals(written, database.number("SELECT count(*) FROM events"));
      reader.rollback();
    }
    database.keepMonths(1, 3);
    assertEquals(expectedMonths(-1, 3), database.rows(MONTHS));
  }

  @Test
  void keepingMoreMonthsAgainReopensNoRefusedTime() {
    database.keepMonths(2, 1);

    database.keepMonths(5, 1);

    assertOldestMonthIsTwoBefore();
  }

  private void assertOldestMonthIsTwoBefore() {
    assertEquals(
        "t", database.value("SELECT oldest_id = first_id(month_from_now(-2)) FROM retention"));
  }
}
