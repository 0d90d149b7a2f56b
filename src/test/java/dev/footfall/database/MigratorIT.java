package dev.footfall.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AutoClose;
import dev.footfall.testsupport.FunctionProcess;
import dev.footfall.testsupport.PostgresServer;
import dev.footfall.testsupport.Link;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
  void noConnectionIsLeftAfterAnInvocation() {
    assertEquals(0, link.connections());
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
    JsonNode answer = postgres.whileLocked("retention", this::upkeep);

    assertFails(answer);
    assertSucceeds(upkeep());
  }

  /** The answer, which comes soon after the socket's time-out if it was waited for. */
  private JsonNode upkeep() throws Exception {
    long most = SOCKET_TIMEOUT.multipliedBy(2).plusSeconds(20).toMillis();
    return JSON.readTree(migrator.invoke("{}").get(most, TimeUnit.MILLISECONDS));
  }

  private static void assertSucceeds(JsonNode answer) {
    assertEquals(200, answer.path("statusCode").asInt(), answer::toString);
  }

  private static void assertFails(JsonNode answer) {
    assertTrue(answer.has("errorMessage"), answer::toString);
  }
}
