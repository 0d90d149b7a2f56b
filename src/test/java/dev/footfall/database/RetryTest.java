package dev.footfall.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.ApiGatewayEvent;
import dev.footfall.testsupport.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server's error decides on a retry; all statements of a request share one time limit. */
@QuarkusTest
class RetryTest extends ServiceTest {
  private static final Duration TEST_LIMIT = Duration.ofSeconds(20);
  private static final String QUERY = "event_type=a&campaign_id=";

  @Inject Database database;
  @Inject Pool pool;

  /** Notes go to sequences, which keep them when the statement fails. */
  @BeforeEach
  void aFunctionThatFailsAndNotesTheServersProcess() {
    owner.execute(
        """
        CREATE SEQUENCE attempts; CREATE SEQUENCE process_1; CREATE SEQUENCE process_2;
        CREATE FUNCTION fail(state text) RETURNS int LANGUAGE plpgsql SECURITY DEFINER AS $$
        BEGIN
          PERFORM setval('process_' || nextval('attempts'), pg_backend_pid());
          RAISE EXCEPTION 'on purpose' USING ERRCODE = state;
        END $$;
        """);
  }

  @AfterEach
  void dropIt() {
    owner.execute("DROP FUNCTION fail; DROP SEQUENCE attempts, process_1, process_2");
  }

  private static Uni<List<Integer>> query(Database database, String sql, Object parameter) {
    return database.query("test", sql, Tuple.of(parameter), row -> row.getInteger(0));
  }

  private static <T> T get(Uni<T> answer) {
    return answer.await().atMost(TEST_LIMIT);
  }

  /** How often the statement was tried, and over which connection the second time. */
  private String tried() {
    boolean sameProcess =
        owner.number("SELECT last_value FROM process_1")
            == owner.number("SELECT last_value FROM process_2");
    return switch (owner.value("SELECT last_value FROM attempts")) {
      case "1" -> "once";
      case "2" -> sameProcess ? "again on the same connection" : "again on a new connection";
      default -> "too often";
    };
  }

  @ParameterizedTest
  @CsvSource({
    "an overloaded server, 57014, once",
    "an overloaded server, 53200, once",
    "an overloaded server, 55006, once",
    "an overloaded server, 58030, once",
    "a lost race, 40001, again on the same connection",
    "a lost race, 40P01, again on the same connection",
    "a lost race, 55P03, again on the same connection",
    "a server that fails, 57P01, again on a new connection",
    "a server that fails, 25006, again on a new connection",
    "a server that fails, 08006, again on a new connection",
  })
  void theServersErrorDecidesWhetherAStatementIsRepeated(
      String reason, String state, String expected) {
    Uni<List<Integer>> failing = query(database, "SELECT fail($1)", state);
    assertThrows(Unavailable.class, () -> get(failing));
    assertEquals(expected, tried(), reason);
  }

  @Test
  void aRefusedSignInIsAnsweredLikeADatabaseThatIsAway() {
    owner.execute("ALTER ROLE footfall_collector NOLOGIN");
    try {
      owner.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE usename = 'footfall_collector'");

      assertNotNull(post(event()).is(503).header("Retry-After"));
      Answer pixel = pixel(QUERY + campaign).is(503).has("Content-Type", "image/gif");
      assertNotNull(pixel.header("Retry-After"));
      ApiGatewayEvent.of("GET", "/q/health/ready")
          .send()
          .is(503)
          .shows("/checks", List.of(Map.of("name", "database", "status", "DOWN")));
    } finally {
      owner.execute("ALTER ROLE footfall_collector LOGIN");
    }
  }

  @Test
  void thePixelAnswersItsImageWhateverFails() {
    owner.without(
        "store_events",
        () -> {
          Answer pixel = pixel(QUERY + campaign).is(500).has("Content-Type", "image/gif");
          assertEquals(43, pixel.body().length);
        });
  }

  @Test
  void aStatementWithinTheLimitIsAnswered() {
    Database limited = limited();
    assertEquals(List.of(1), get(limited.inTime("one", sleep(limited, 0.0))));
  }

  @Test
  void statementsThatAreOverTheLimitTogetherAreUnavailable() {
    Database limited = limited();
    Uni<List<Integer>> two = sleep(limited, 0.6).chain(() -> sleep(limited, 0.6));
    assertThrows(Unavailable.class, () -> get(limited.inTime("two", two)));
  }

  private Database limited() {
    return Configured.database(
        pool, Map.of("timeout", "PT1S", "attempt-timeout", "PT1S", "max-lifetime", "PT1S"));
  }

  private static Uni<List<Integer>> sleep(Database database, double seconds) {
    return query(database, "SELECT 1 FROM pg_sleep($1)", seconds);
  }
}
