package dev.footfall.database;

import static dev.footfall.testsupport.Together.together;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.testsupport.ScratchDatabase;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

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
            Stream.of("events_early", "events_high", "events_later", "events_next"),
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
