package dev.footfall.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Requests that carry the same ids in another order wait for each other, and never in a circle. */
@QuarkusTest
class OppositeOrderTest {
  private static final int ROUNDS = 40;
  private static final int EVENTS = 200;

  @Inject DataSource owner;
  @Inject EventStore store;
  @Inject MeterRegistry meters;

  private final UUID campaign = UUID.randomUUID();

  @Test
  void requestsWithTheSameIdsInOppositeOrderNeverDeadlock() throws Exception {
    sendUntilNothingFails();
    long deadlocks = deadlocks();
    long failed = failedInserts();

    sendInOppositeOrders(() -> new StoreWire(store));

    assertEquals(failed, failedInserts());
    assertEquals(deadlocks, deadlocks());
  }

  @Test
  void statementsWithTheSameIdsInOppositeOrderNeverDeadlock() throws Exception {
    String url = url();

    sendInOppositeOrders(() -> new StatementWire(url));

    assertEquals(ROUNDS * EVENTS, new Ledger(owner, campaign).counted());
  }

  private void sendInOppositeOrders(Callable<Wire> wires) throws Exception {
    long seed = ThreadLocalRandom.current().nextLong();
    Random random = new Random(seed);
    ExecutorService senders = Executors.newFixedThreadPool(2);
    try (Wire forward = wires.call();
        Wire backward = wires.call()) {
      for (int round = 0; round < ROUNDS; round++) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
          events.add(
              Storm.event(random, campaign, Instant.now().minusSeconds(random.nextInt(20_000))));
        }
        List<Event> reversed = new ArrayList<>(events);
        Collections.reverse(reversed);
        List<Future<List<String>>> both =
            senders.invokeAll(
                List.of(() -> forward.send(events), () -> backward.send(reversed)),
                20,
                TimeUnit.SECONDS);
        assertEquals(EVENTS, stored(both), "stored; seed " + seed);
      }
    } finally {
      senders.shutdownNow();
    }
  }

  /** Another test may have left broken connections in the pool. */
  private void sendUntilNothingFails() throws Exception {
    Random random = new Random();
    ExecutorService senders = Executors.newFixedThreadPool(2);
    Callable<List<String>> one =
        () -> new StoreWire(store).send(List.of(Storm.event(random, campaign, Instant.now())));
    try {
      long failed;
      int attempts = 0;
      do {
        failed = failedInserts();
        senders.invokeAll(List.of(one, one, one, one), 20, TimeUnit.SECONDS);
      } while (failed != failedInserts() && ++attempts < 20);
    } finally {
      senders.shutdownNow();
    }
  }

  private static long stored(List<Future<List<String>>> answers) throws Exception {
    long stored = 0;
    for (Future<List<String>> answer : answers) {
      stored += answer.get().stream().filter("stored"::equals).count();
    }
    return stored;
  }

  /** The database tries a deadlock's victim again, so only its timer shows it. */
  private long failedInserts() {
    return meters.find("footfall.database").tag("outcome", "failed").timers().stream()
        .mapToLong(Timer::count)
        .sum();
  }

  private long deadlocks() throws SQLException {
    try (Connection connection = owner.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")) {
      row.next();
      return row.getLong(1);
    }
  }

  private String url() throws SQLException {
    try (Connection connection = owner.getConnection()) {
      return connection.getMetaData().getURL();
    }
  }
}
