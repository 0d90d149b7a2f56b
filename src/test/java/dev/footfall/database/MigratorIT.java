package dev.footfall.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.testsupport.FunctionProcess;
import dev.footfall.testsupport.Link;
import dev.footfall.testsupport.PostgresServer;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A warm migrator, the packaged function in its other role, whose database was away. */
class MigratorIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(3);

  @AutoClose private PostgresServer postgres;
  @AutoClose private Link link;
  @AutoClose private FunctionProcess migrator;

  @BeforeEach
  void startAndRunOnce() throws Exception {
    postgres = PostgresServer.start();
    link = Link.to(postgres.port());
    migrator =
        FunctionProcess.start(
            link.port(),
            Map.of(
                "FOOTFALL_FUNCTION_ROLE",
                "migrator",
                "FOOTFALL_MIGRATOR_JDBC_URL",
                "jdbc:postgresql://127.0.0.1:" + link.port() + "/postgres",
                "FOOTFALL_MIGRATOR_USERNAME",
                "postgres",
                "FOOTFALL_MIGRATOR_SOCKET_TIMEOUT",
                "" + SOCKET_TIMEOUT.toSeconds()));
    assertSucceeds(upkeep());
  }

  @Test
  void noConnectionIsLeftAfterAnInvocation() throws Exception {
    assertTrue(link.fallsIdle(), () -> link.connections() + " connections are left");
  }

  @Test
  void aThawAfterConnectionsWereLostSilentlyCostsNoUpkeep() throws Exception {
    migrator.freeze();
    link.loseConnections();
    migrator.thaw();

    JsonNode answer = upkeep();

    assertSucceeds(answer);
  }

  @Test
  void theFirstUpkeepAfterARestartOfPostgresSucceeds() throws Exception {
    postgres.crash();
    postgres.startAgain();

    JsonNode answer = upkeep();

    assertSucceeds(answer);
  }

  @Test
  void aServerThatFallsSilentEndsTheUpkeepWithinTheSocketTimeout() throws Exception {
    link.becomeBlackHole();

    JsonNode answer = upkeep();

    assertFails(answer);
    link.comeBack();
    assertSucceeds(upkeep());
  }

  @Test
  void aConnectionThatIsLostDuringAStatementEndsTheUpkeepWithinTheSocketTimeout() throws Exception {
    Future<String> running;
    try (Connection owner = postgres.connect();
        Statement lock = owner.createStatement()) {
      owner.setAutoCommit(false);
      lock.execute("LOCK TABLE retention");
      running = migrator.invoke("{}");
      awaitLockWait();
      link.loseConnections();
      owner.rollback(); // the statement goes on, and its result is lost on the way
    }

    JsonNode answer = answer(running);

    assertFails(answer);
    assertSucceeds(upkeep());
  }

  private static final String WAITING =
      "SELECT count(*) FROM pg_locks WHERE relation = 'retention'::regclass AND NOT granted";

  /** Well within the socket's time-out, or the connection would be given up before it is lost. */
  private void awaitLockWait() throws Exception {
    for (int i = 0; i < 100; i++) {
      if (postgres.number(WAITING) > 0) {
        return;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("the upkeep did not reach the lock:\n" + migrator.output());
  }

  /** The answer, which comes soon after the socket's time-out if it was waited for. */
  private JsonNode upkeep() throws Exception {
    return answer(migrator.invoke("{}"));
  }

  private static JsonNode answer(Future<String> running) throws Exception {
    long most = SOCKET_TIMEOUT.multipliedBy(2).plusSeconds(20).toMillis();
    return JSON.readTree(running.get(most, TimeUnit.MILLISECONDS));
  }

  private static void assertSucceeds(JsonNode answer) {
    assertEquals(200, answer.path("statusCode").asInt(), answer::toString);
  }

  private static void assertFails(JsonNode answer) {
    assertTrue(answer.has("errorMessage"), answer::toString);
  }
}
