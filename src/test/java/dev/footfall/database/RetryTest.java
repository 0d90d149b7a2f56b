package dev.footfall.database;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.footfall.testsupport.Owner;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server answers decides whether a statement is repeated, and over which connection. */
@QuarkusTest
class RetryTest {
  private static final Duration TEST_LIMIT = Duration.ofSeconds(20);

  @Inject Database database;
  @Inject Owner owner;

  /** Sequences, since they keep what a failed statement has noted. */
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

  private void failWith(String state) {
    assertThrows(
        Unavailable.class,
        () ->
            database
                .query("fail", "SELECT fail($1)", Tuple.of(state), row -> row.getInteger(0))
                .await()
                .atMost(TEST_LIMIT));
  }

  private long attempts() {
    return owner.number("SELECT last_value FROM attempts");
  }

  private boolean sameProcess() {
    return owner.number("SELECT last_value FROM process_1")
        == owner.number("SELECT last_value FROM process_2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"57014", "53200", "55006", "58030"})
  void aStatementThatAnOverloadedServerRefusesIsNotRepeated(String state) {
    failWith(state);

    assertEquals(1, attempts());
  }

  @ParameterizedTest
  @ValueSource(strings = {"40001", "40P01", "55P03"})
  void aStatementThatLostARaceIsRepeatedOnTheSameConnection(String state) {
    failWith(state);

    assertEquals(2, attempts());
    assertEquals(true, sameProcess());
  }

  @ParameterizedTest
  @ValueSource(strings = {"57P01", "25006", "08006"})
  void aStatementWhoseServerFailsIsRepeatedOnANewConnection(String state) {
    failWith(state);

    assertEquals(2, attempts());
    assertEquals(false, sameProcess());
  }

  @Test
  void aRefusedSignInIsAnsweredLikeADatabaseThatIsAway() {
    owner.execute("ALTER ROLE footfall_collector NOLOGIN");
    try {
      owner.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE usename = 'footfall_collector'");

      given()
          .contentType("application/json")
          .body(TestEvent.of(UUID.randomUUID()).toString())
          .post("/v1/events")
          .then()
          .statusCode(503)
          .header("Retry-After", notNullValue());
      given()
          .get("/v1/pixel.gif?event_type=a&campaign_id=" + UUID.randomUUID())
          .then()
          .statusCode(503)
          .contentType("image/gif")
          .header("Retry-After", notNullValue());
      given()
          .get("/q/health/ready")
          .then()
          .statusCode(503)
          .body("checks", equalTo(List.of(Map.of("name", "database", "status", "DOWN"))));
    } finally {
      owner.execute("ALTER ROLE footfall_collector LOGIN");
    }
  }

  @Test
  void thePixelAnswersItsImageWhateverFails() {
    owner.execute("ALTER FUNCTION store_events RENAME TO store_events_away");
    try {
      given()
          .get("/v1/pixel.gif?event_type=a&campaign_id=" + UUID.randomUUID())
          .then()
          .statusCode(500)
          .contentType("image/gif")
          .header("Content-Length", "43");
    } finally {
      owner.execute("ALTER FUNCTION store_events_away RENAME TO store_events");
    }
  }
}
