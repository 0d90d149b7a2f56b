package dev.footfall.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.testsupport.ScratchDatabase;
import dev.footfall.testsupport.Sql;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Neither the collector nor the owner can change a stored event. */
@QuarkusTest
class AppendOnlyTest {
  private static final String EVENT =
      """
      INSERT INTO events (id, session_id, campaign_id, event_type, event_time)
      VALUES (%s, gen_random_uuid(), gen_random_uuid(), 'page_view', now())
      """;

  @RegisterExtension final ScratchDatabase database = ScratchDatabase.keeping(0);

  @BeforeEach
  void storeAnEventInAMonthAndOneInNone() {
    database.execute(EVENT.formatted("uuidv7()"));
    database.execute(EVENT.formatted("gen_random_uuid()"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE events SET event_time = now()",
        "UPDATE events SET metadata = '{}' WHERE uuid_extract_version(id) = 7",
        "UPDATE events_high SET event_type = 'other'",
        "UPDATE events SET id = gen_random_uuid()",
        "UPDATE THE_MONTHS_PARTITION SET metadata = '{}'",
      })
  void evenTheOwnerCannotUpdateAnEvent(String update) {
    String partition =
        database.value("SELECT tableoid::regclass FROM events WHERE uuid_extract_version(id) = 7");

    assertEquals("23001", database.refusal(update.replace("THE_MONTHS_PARTITION", partition)));
    assertEquals("2", database.value("SELECT count(*) FROM events"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE events SET metadata = '{}'",
        "DELETE FROM events",
        "TRUNCATE events",
        "DELETE FROM events_high",
        "TRUNCATE events_high",
        "DELETE FROM event_counts",
        "TRUNCATE event_counts",
        "UPDATE event_counts SET bucket = now()",
        "UPDATE retention SET oldest_id = gen_random_uuid()",
        "DROP TABLE events",
        "ALTER TABLE events DISABLE TRIGGER ALL",
        "CREATE TABLE mine (n integer)",
        "INSERT INTO events (id) VALUES (gen_random_uuid()) ON CONFLICT (id) DO UPDATE SET metadata = '{}'",
        "INSERT INTO events (id) VALUES (gen_random_uuid()) ON CONFLICT (id) DO NOTHING",
        "INSERT INTO event_counts (campaign_id, bucket, n, shard, event_type) VALUES"
            + " (gen_random_uuid(), now(), 1, 0, 'page_view')",
        "UPDATE event_counts SET n = n + 1",
        "UPDATE event_count_rollups SET n = n + 1",
        "DELETE FROM campaigns",
        "UPDATE campaigns SET campaign_id = gen_random_uuid()",
        "INSERT INTO erased_ids VALUES (gen_random_uuid())",
        "DELETE FROM erased_ids",
        "DELETE FROM session_steps",
        "UPDATE session_steps SET event_time = now()",
        "INSERT INTO declarations (kind, key, start) VALUES ('amount', 'mine', now())",
        "SELECT declare_keys('amount', '{mine}')",
        "SELECT write_figures()",
        "SELECT fold_rows('{}')",
        "SELECT subtract_counts('{}')",
        "SELECT fold_event_counts(1)",
        "CALL keep_months(1, 1, NULL)",
      })
  void theCollectorMayChangeNothingThatIsThere(String statement) {
    assertEquals("42501", database.collector().refusal(statement));
  }

  private static final String WITH =
      """
      SELECT id FROM store_events(
        ARRAY[uuidv7()], ARRAY[gen_random_uuid()], ARRAY[gen_random_uuid()], ARRAY[%s],
        ARRAY[%s::timestamptz], ARRAY['{}'])
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          ''                | now()
          '.a'              | now()
          'a b'             | now()
          'ä'               | now()
          repeat('a', 65)   | now()
          E'a\\n'          | now()
          'page_view'       | '1999-12-31 23:59:59.999999+00'
          'page_view'       | 'infinity'
          """)
  void theTableRefusesATypeOrTimeThatTheServiceWouldReject(String type, String time) {
    assertEquals("23514", database.collector().refusal(WITH.formatted(type, time)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          'a'                     | now()
          '_a.:-'                 | now()
          repeat('a', 64)         | now()
          'page_view'             | '2000-01-01 00:00+00'
          """)
  void theCollectorAppendsTypesAndTimesAtTheLimitsAndReads(String type, String time) {
    Sql collector = database.collector();

    collector.value(WITH.formatted(type, time));

    assertEquals("3", collector.value("SELECT count(*) FROM events"));
  }
}
