package dev.footfall.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.testsupport.Http;
import dev.footfall.testsupport.Owner;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A commit whose answer is lost: the server waits for a standby that does not exist, which it does
 * after it has committed and before it answers, and there the connection is ended.
 */
@QuarkusTest
class LostAnswerTest {
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final String TERMINATE =
      """
      SELECT count(*) FILTER (WHERE pg_terminate_backend(pid)) FROM pg_stat_activity
      WHERE usename = 'footfall_collector' AND coalesce(wait_event, '') LIKE ?
      """;

  @Inject Owner owner;

  private final UUID campaign = UUID.randomUUID();
  private final Event event = Storm.event(new Random(), campaign, Instant.now());

  @BeforeEach
  void commitsOfTheCollectorWaitForAStandby() {
    owner.execute("ALTER ROLE footfall_collector SET synchronous_commit = on");
    owner.execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
    owner.execute("SELECT pg_reload_conf()");
    owner.number(TERMINATE, "%");
  }

  @AfterEach
  void commitsWaitNoMore() {
    owner.execute("ALTER SYSTEM RESET synchronous_standby_names");
    owner.execute("ALTER ROLE footfall_collector RESET synchronous_commit");
    owner.execute("SELECT pg_reload_conf()");
    owner.number(TERMINATE, "%");
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
    owner.assertHolds(campaign, 1);
    Http.post(HttpWire.json(event)).then().statusCode(200);
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

  private long terminateOneThatWaits() {
    long end = System.nanoTime() + LONGEST.toNanos();
    long terminated = 0;
    while (terminated == 0 && System.nanoTime() < end) {
      terminated = owner.number(TERMINATE, "SyncRep");
    }
    return terminated;
  }
}
