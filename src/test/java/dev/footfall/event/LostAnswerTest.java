package dev.footfall.event;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A commit whose answer is lost: the server waits for a standby that does not exist, which it does
 * after it has committed and before it answers, and there the connection is ended.
 */
@QuarkusTest
class LostAnswerTest {
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final String TERMINATE_WAITING =
      """
      SELECT count(*) FILTER (WHERE pg_terminate_backend(pid)) FROM pg_stat_activity
      WHERE usename = 'footfall_collector' AND wait_event = 'SyncRep'
      """;

  @Inject DataSource owner;

  private final UUID campaign = UUID.randomUUID();
  private final Event event = Storm.event(new Random(), campaign, Instant.now());

  @BeforeEach
  void commitsOfTheCollectorWaitForAStandby() throws SQLException {
    execute("ALTER ROLE footfall_collector SET synchronous_commit = on");
    execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
    execute("SELECT pg_reload_conf()");
    execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'footfall_collector'");
  }

  @AfterEach
  void commitsWaitNoMore() throws SQLException {
    execute("ALTER SYSTEM RESET synchronous_standby_names");
    execute("ALTER ROLE footfall_collector RESET synchronous_commit");
    execute("SELECT pg_reload_conf()");
    execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'footfall_collector'");
  }

  @Test
  void aRequestWhoseCommitWasNotAnsweredIsADuplicateAndCountedOnce() throws Exception {
    ExecutorService sender = Executors.newSingleThreadExecutor();
    try {
      Future<List<String>> told = sender.submit(this::sendUntilAnswered);
      assertEquals(1, terminateOneThatWaits(), "connections ended after their commit");

      assertEquals(List.of("duplicate"), told.get(20, TimeUnit.SECONDS));
    } finally {
      sender.shutdownNow();
    }
    assertEquals(1, new Ledger(owner, campaign).rows());
    assertEquals(1, new Ledger(owner, campaign).counted());
    given()
        .contentType("application/json")
        .body(HttpWire.json(event))
        .post("/v1/events")
        .then()
        .statusCode(200);
  }

  private List<String> sendUntilAnswered() throws Exception {
    try (HttpWire wire = new HttpWire(RestAssured.port)) {
      for (int attempt = 0; attempt < 20; attempt++) {
        List<String> results = wire.send(List.of(event));
        if (results != null) {
          return results;
        }
      }
    }
    throw new IllegalStateException("no answer");
  }

  private int terminateOneThatWaits() throws SQLException {
    long end = System.nanoTime() + LONGEST_NANOS;
    int terminated = 0;
    while (terminated == 0 && System.nanoTime() < end) {
      terminated = execute(TERMINATE_WAITING);
    }
    return terminated;
  }

  private int execute(String sql) throws SQLException {
    try (Connection connection = owner.getConnection();
        Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return 0;
      }
      try (ResultSet row = statement.getResultSet()) {
        return row.next() && row.getObject(1) instanceof Long number ? number.intValue() : 0;
      }
    }
  }
}
