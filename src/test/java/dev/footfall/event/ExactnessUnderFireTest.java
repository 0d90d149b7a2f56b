package dev.footfall.event;

import static dev.footfall.testsupport.Together.await;
import static dev.footfall.testsupport.Together.together;
import static dev.footfall.testsupport.Together.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.database.Configured;
import dev.footfall.testsupport.Http;
import dev.footfall.testsupport.ServiceTest;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** However often events are resent and whatever breaks, each is stored and counted once. */
@QuarkusTest
class ExactnessUnderFireTest extends ServiceTest {
  private static final String TERMINATE =
      """
      SELECT count(*) FILTER (WHERE pg_terminate_backend(pid)) FROM pg_stat_activity
      WHERE usename = 'footfall_collector' AND coalesce(wait_event, '') LIKE ?
      """;
  private static final int WRITERS = 16;
  private static final int ROUNDS = 40;
  private static final int EVENTS = 200;

  @Inject EventStore store;
  @Inject EventMetrics metrics;
  @Inject CampaignsConfig campaigns;
  @Inject MeterRegistry meters;
  @Inject Vertx vertx;

  private final long seed = ThreadLocalRandom.current().nextLong();

  @Test
  void eventsResentOverHttpWhileConnectionsBreakAreCountedOnce() throws Exception {
    survives(Storm.of(seed, campaign, 3000), Wire.http(), 10);
  }

  @Test
  void eventsResentToTheStoreWhileConnectionsBreakAreCountedOnce() throws Exception {
    survives(Storm.of(seed, campaign, 5000), Wire.to(store), 10);
  }

  @Test
  void eventsResentOverSixteenConnectionsThatBreakAreCountedOnce() throws Exception {
    PgConnectOptions server =
        PgConnectOptions.fromUri(owner.url().substring("jdbc:".length()))
            .setUser("footfall_collector");
    PoolOptions sixteen = new PoolOptions().setMaxSize(WRITERS);
    Pool pool = PgBuilder.pool().with(sixteen).connectingTo(server).using(vertx).build();
    EventStore wide = new EventStore(Configured.database(pool, Map.of()), metrics, campaigns);
    survives(Storm.of(seed, campaign, 5000), Wire.to(wide), 5);
    await(pool.close());
  }

  private void survives(Storm storm, Wire wire, int attemptsPerBreak) throws Exception {
    Backends backends = new Backends(owner, attemptsPerBreak);

    Acknowledged acknowledged = storm.blow(WRITERS, wire, backends);

    int size = storm.events().size();
    assertTrue(backends.terminated() > 20, () -> storm + " broke too few connections");
    assertTrue(acknowledged.results().get("stored") <= size, () -> storm + " stored too many");
    storm.assertExact(acknowledged, owner);
    get("/v1/counts", "campaign_id", campaign).shows("/total", size);
  }

  @Test
  void requestsWithTheSameIdsInOppositeOrderNeverDeadlock() throws Exception {
    sendUntilNothingFails();
    long deadlocks = deadlocks();
    long failed = failedInserts();

    sendInOppositeOrders(Wire.to(store));

    assertEquals(failed, failedInserts());
    assertEquals(deadlocks, deadlocks());
    assertHolds(ROUNDS * EVENTS);
  }

  private void sendInOppositeOrders(Wire wire) throws Exception {
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      List<Event> events =
          Stream.generate(() -> Instant.now().minusSeconds(random.nextInt(20_000)))
              .map(time -> Storm.event(random, campaign, time))
              .limit(EVENTS)
              .toList();
      List<Event> reversed = new ArrayList<>(events);
      Collections.reverse(reversed);

      List<List<String>> results = together(() -> wire.send(events), () -> wire.send(reversed));

      long stored = results.stream().flatMap(List::stream).filter("stored"::equals).count();
      assertEquals(EVENTS, stored, "stored; seed " + seed);
    }
  }

  /** Another test may have left broken connections in the pool. */
  private void sendUntilNothingFails() throws Exception {
    Random random = new Random();
    UUID another = UUID.randomUUID();
    Callable<List<String>> one =
        () -> Wire.to(store).send(List.of(Storm.event(random, another, Instant.now())));
    long failed;
    int attempts = 0;
    do {
      failed = failedInserts();
      together(Collections.nCopies(4, one));
    } while (failed != failedInserts() && ++attempts < 20);
  }

  /** The database retries the victim of a deadlock, so only its timer shows one. */
  private long failedInserts() {
    return meters.find("footfall.database").tag("outcome", "failed").timers().stream()
        .mapToLong(Timer::count)
        .sum();
  }

  private long deadlocks() {
    return owner.number(
        "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
  }

  /** The commit waits for a missing standby, and the connection ends before the response. */
  @Test
  void aRetryAfterAnUnacknowledgedCommitIsADuplicateAndCountedOnce() throws Exception {
    Event event = Storm.event(new Random(seed), campaign, Instant.now());
    ExecutorService sender = Executors.newSingleThreadExecutor();
    try {
      commitsOfTheCollectorWaitForAStandby();
      Future<List<String>> results = sender.submit(() -> sendUntilAnswered(event));
      until(() -> owner.number(TERMINATE, "SyncRep") == 1, "no connection ends after its commit");

      assertEquals(List.of("duplicate"), results.get(20, TimeUnit.SECONDS));
    } finally {
      sender.shutdownNow();
      commitsWaitNoMore();
    }
    assertHolds(1);
    assertEquals(200, Http.post(Wire.json(event)).statusCode());
  }

  private void commitsOfTheCollectorWaitForAStandby() {
    owner.execute("ALTER ROLE footfall_collector SET synchronous_commit = on");
    owner.execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
    useItOnNewConnections();
  }

  private void commitsWaitNoMore() {
    owner.execute("ALTER SYSTEM RESET synchronous_standby_names");
    owner.execute("ALTER ROLE footfall_collector RESET synchronous_commit");
    useItOnNewConnections();
  }

  private void useItOnNewConnections() {
    owner.execute("SELECT pg_reload_conf()");
    owner.number(TERMINATE, "%");
  }

  private List<String> sendUntilAnswered(Event event) throws Exception {
    Wire wire = Wire.http();
    for (int attempt = 0; attempt < 20; attempt++) {
      List<String> results = wire.send(List.of(event));
      if (results != null) {
        return results;
      }
    }
    throw new IllegalStateException("no answer");
  }
}
