package dev.footfall.database;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.footfall.testsupport.ScratchDatabase;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No stored event can be changed, whoever asks. */
@QuarkusTest
class AppendOnlyTest {
  private static final String EVENT =
      """
      INSERT INTO events (id, session_id, campaign_id, event_type, event_time)
      VALUES (%s, gen_random_uuid(), gen_random_uuid(), 'page_view', now())
      """;

  private final DataSource server;
  private ScratchDatabase database;

  @Inject
  AppendOnlyTest(DataSource server) {
    this.server = server;
  }

  @BeforeEach
  void createWithAnEventInAMonthAndOneInNone() {
    database = ScratchDatabase.create(server, 0);
    database.run(EVENT.formatted("uuidv7()"));
    database.run(EVENT.formatted("gen_random_uuid()"));
  }

  @AfterEach
  void drop() {
    database.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE events SET event_time = now()",
        "UPDATE events SET metadata = '{}' WHERE uuid_extract_version(id) = 7",
        "UPDATE events_default SET event_type = 'other'",
        "UPDATE events SET id = gen_random_uuid()",
      })
  void evenTheOwnerCannotUpdateAnEvent(String update) {
    String refused = stateOf(database.owner(), update);

    assertAll(
        () -> assertEquals("23001", refused),
        () -> assertEquals("2", database.value("SELECT count(*) FROM events")));
  }

  @Test
  void evenTheOwnerCannotUpdateAnEventInItsMonthsPartition() {
    String partition =
        database.value("SELECT tableoid::regclass FROM events WHERE uuid_extract_version(id) = 7");

    String refused = stateOf(database.owner(), "UPDATE " + partition + " SET metadata = '{}'");

    assertEquals("23001", refused);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE events SET metadata = '{}'",
        "DELETE FROM events",
        "TRUNCATE events",
        "DELETE FROM events_default",
        "TRUNCATE events_default",
        "DELETE FROM event_counts",
        "TRUNCATE event_counts",
        "UPDATE event_counts SET bucket = now()",
        "UPDATE retention SET oldest_id = gen_random_uuid()",
        "DROP TABLE events",
        "ALTER TABLE events DISABLE TRIGGER ALL",
        "CREATE TABLE mine (n integer)",
        "INSERT INTO events (id) VALUES (gen_random_uuid()) ON CONFLICT (id) DO UPDATE SET metadata = '{}'",
      })
  void theCollectorMayChangeNothingThatIsThere(String statement) {
    String refused = stateOf(database.collector(), statement);

    assertEquals("42501", refused);
  }

  @Test
  void theCollectorMayAppendAndRead() throws SQLException {
    try (Connection collector = database.collector();
        Statement statement = collector.createStatement()) {
      statement.execute(EVENT.formatted("uuidv7()") + " ON CONFLICT (id) DO NOTHING");

      assertEquals("3", ScratchDatabase.rows(collector, "SELECT count(*) FROM events").get(0));
    }
  }

  /** The SQLSTATE that the statement fails with. */
  private static String stateOf(Connection connection, String sql) {
    try (connection;
        Statement statement = connection.createStatement()) {
      return assertThrows(SQLException.class, () -> statement.execute(sql)).getSQLState();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
