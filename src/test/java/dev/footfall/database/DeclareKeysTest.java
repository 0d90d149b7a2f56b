package dev.footfall.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.testsupport.ScratchDatabase;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A key of the metadata counts for the events that are stored while it is declared. */
@QuarkusTest
class DeclareKeysTest {
  private static final UUID CAMPAIGN = UUID.randomUUID();

  private static final String STORE =
      """
      SELECT count(*) FROM store_events(
        ARRAY[uuidv7()], ARRAY[uuid '%s'], ARRAY[uuid '%s'], ARRAY['page_view'], ARRAY[now()],
        ARRAY['{"a": "1", "b": "2", "price": 1.5, "fee": 9, "currency": "EUR"}'])
      """;

  private static final String BREAKDOWNS =
      "SELECT breakdown, sum(n), sum(sessions) FROM event_counts WHERE split AND currency = ''"
          + " AND event_type <> '' GROUP BY 1 ORDER BY 1";

  private static final String AMOUNTS =
      "SELECT sum(amount) FROM event_counts WHERE NOT split AND currency = 'EUR'"
          + " GROUP BY campaign_id";

  @RegisterExtension final ScratchDatabase database = ScratchDatabase.keeping(1);

  private void declare(String kind, String keys) {
    database.execute("SELECT declare_keys(?, ?::text[])", kind, keys);
  }

  /** Stores an event of a new session. */
  private void store() {
    store(UUID.randomUUID());
  }

  private void store(UUID session) {
    database.collector().number(STORE.formatted(session, CAMPAIGN));
  }

  /** As if the minute were over. */
  private void letAMinutePass() {
    database.execute("UPDATE declarations SET start = now() WHERE start > now()");
    database.execute(
        "UPDATE declarations SET finish = now() WHERE finish > now() AND finish < 'infinity'");
    database.execute("SELECT write_figures()");
  }

  @Test
  void whereThereIsNoEventAKeyCountsAtOnce() {
    declare("breakdown", "{a,b}");
    declare("amount", "{price}");
    store();

    assertEquals(List.of("{1,2}|1|1"), database.rows(BREAKDOWNS));
    assertEquals(List.of("1.5"), database.rows(AMOUNTS));
    database.assertHolds(CAMPAIGN, 1);
  }

  @Test
  void withoutADeclarationNothingMoreIsCounted() {
    store();

    assertEquals(List.of(), database.rows(BREAKDOWNS));
    assertEquals(List.of(), database.rows(AMOUNTS));
    database.assertHolds(CAMPAIGN, 1);
  }

  @Test
  void whereThereAreEventsAKeyCountsAMinuteLater() {
    store();
    declare("breakdown", "{a}");
    store();
    assertEquals(List.of(), database.rows(BREAKDOWNS));

    letAMinutePass();
    store();

    assertEquals(List.of("{1}|1|1"), database.rows(BREAKDOWNS));
    database.assertHolds(CAMPAIGN, 3);
  }

  @Test
  void theSameKeysAgainChangeNothing() {
    declare("breakdown", "{a,b}");
    List<String> declared = database.rows("SELECT * FROM declarations");

    declare("breakdown", "{b,a}");

    assertEquals(declared, database.rows("SELECT * FROM declarations"));
  }

  @Test
  void erasingTakesOffWhatAnEventOnceAddedWhateverWasDeclaredSince() {
    UUID first = UUID.randomUUID();
    UUID second = UUID.randomUUID();
    declare("breakdown", "{a}");
    declare("amount", "{price}");
    store(first);
    declare("breakdown", "{b}");
    declare("amount", "{fee}");
    letAMinutePass();
    store(second);
    declare("breakdown", "{a,b}");
    letAMinutePass();
    store(second);
    store();
    assertEquals(List.of("{1}|1|1", "{NULL,2}|1|1", "{NULL,2,1}|2|1"), database.rows(BREAKDOWNS));
    assertEquals("28.5", database.value("SELECT sum(amount) FROM event_counts WHERE NOT split"));
    database.assertHolds(CAMPAIGN, 4);

    assertEquals(1, database.number("SELECT erase_session(?)", first));
    assertEquals(List.of("{NULL,2}|1|1", "{NULL,2,1}|2|1"), database.rows(BREAKDOWNS));
    assertEquals(2, database.number("SELECT erase_session(?)", second));

    assertEquals(List.of("{NULL,2,1}|1|1"), database.rows(BREAKDOWNS));
    assertEquals(List.of("9.0"), database.rows(AMOUNTS));
    database.assertHolds(CAMPAIGN, 1);
  }
}
