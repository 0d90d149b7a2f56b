package dev.footfall.database;

import static dev.footfall.testsupport.Together.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.testsupport.FunctionProcess;
import dev.footfall.testsupport.Json;
import dev.footfall.testsupport.Link;
import dev.footfall.testsupport.PostgresServer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A warm migrator, which is the packaged function in its other role, after an outage. */
class MigratorIT {
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(3);

  private static final String WAITING =
      "SELECT count(*) FROM pg_locks WHERE relation = 'retention'::regclass AND NOT granted";

  @AutoClose private PostgresServer postgres;
  @AutoClose private Link link;
  @AutoClose private FunctionProcess migrator;

  @BeforeEach
  void startAndRunOnce() throws Exception {
    postgres = PostgresServer.start();
    link = new Link(postgres.port());
    String url = "jdbc:postgresql://127.0.0.1:" + link.port() + "/postgres";
    Map<String, String> environment =
        Map.of(
            "FOOTFALL_FUNCTION_ROLE",
            "migrator",
            "FOOTFALL_MIGRATOR_JDBC_URL",
            url,
            "FOOTFALL_MIGRATOR_USERNAME",
            "postgres",
            "FOOTFALL_MIGRATOR_SOCKET_TIMEOUT",
            "" + SOCKET_TIMEOUT.toSeconds());
    migrator = FunctionProcess.start(link.port(), environment);
    assertSucceeds(upkeep());
  }

  @Test
  void noConnectionIsLeftAfterAnInvocation() throws Exception {
    until(() -> link.connections() == 0, "connections are left");
  }

  @Test
  void aThawAfterConnectionsWereLostSilentlyCostsNoUpkeep() throws Exception {
    migrator.freeze();
    link.loseConnections();
    migrator.thaw();

    assertSucceeds(upkeep());
  }

  @Test
  void theFirstUpkeepAfterARestartOfPostgresSucceeds() throws Exception {
    postgres.crash();
    postgres.startAgain();

    assertSucceeds(upkeep());
  }

  @Test
  void aServerThatFallsSilentEndsTheUpkeepWithinTheSocketTimeout() throws Exception {
    link.becomeBlackHole();

    assertFails(upkeep());
    link.comeBack();
    assertSucceeds(upkeep());
  }

  @Test
  void aConnectionThatIsLostDuringAStatementEndsTheUpkeepWithinTheSocketTimeout() throws Exception {
    Future<String> running =
        postgres.whileLocked(
            "retention",
            () -> {
              Future<String> answer = migrator.invoke("{}");
              until(() -> postgres.number(WAITING) > 0, "the upkeep did not reach the lock");
              link.loseConnections();
              return answer;
            }); // the statement goes on, and its result is lost on the way

    assertFails(answer(running));
    assertSucceeds(upkeep());
  }

  /** The answer; it comes within the socket's time-out, with a margin, or not at all. */
  private JsonNode upkeep() throws Exception {
    return answer(migrator.invoke("{}"));
  }

  private static JsonNode answer(Future<String> running) throws Exception {
    long most = SOCKET_TIMEOUT.multipliedBy(2).plusSeconds(20).toMillis();
    return Json.read(running.get(most, TimeUnit.MILLISECONDS));
  }

  private static void assertSucceeds(JsonNode answer) {
    assertEquals(200, answer.path("statusCode").asInt(), answer::toString);
  }

  private static void assertFails(JsonNode answer) {
    assertTrue(answer.has("errorMessage"), answer::toString);
  }
}
