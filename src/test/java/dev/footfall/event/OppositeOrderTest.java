package dev.footfall.event;

import static dev.footfall.testsupport.Together.together;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.testsupport.Owner;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Requests that carry the same ids in another order wait for each other, and never in a circle. */
@QuarkusTest
class OppositeOrderTest {
  private static final int ROUNDS = 40;
  private static final int EVENTS = 200;

  @Inject Owner owner;
  @Inject EventStore store;
  @Inject MeterRegistry meters;

  private final UUID campaign = UUID.randomUUID();

  @Test
  void requestsWithTheSameIdsInOppositeOrderNeverDeadlock() throws Exception {
    sendUntilNothingFails();
    long deadlocks = deadlocks();
    long failed = failedInserts();

    sendInOppositeOrders(new StoreWire(store), new StoreWire(store));

    assertEquals(failed, failedInserts());
    assertEquals(deadlocks, deadlocks());
  }

  @Test
  void statementsWithTheSameIdsInOppositeOrderNeverDeadlock() throws Exception {
    try (Wire forward = new StatementWire(owner.url());
        Wire backward = new StatementWire(owner.url())) {
      sendInOppositeOrders(forward, backward);
    }

    owner.assertHolds(campaign, ROUNDS * EVENTS);
  }

  private void sendInOppositeOrders(Wire forward, Wire backward) throws Exception {
    long seed = ThreadLocalRandom.current().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      List<Event> events =
          Stream.generate(() -> Instant.now().minusSeconds(random.nextInt(20_000)))
              .map(time -> Storm.event(random, campaign, time))
              .limit(EVENTS)
              .toList();
      List<Event> reversed = new ArrayList<>(events);
      Collections.reverse(reversed);

      List<List<String>> told = together(() -> forward.send(events), () -> backward.send(reversed));

      long stored = told.stream().flatMap(List::stream).filter("stored"::equals).count();
      assertEquals(EVENTS, stored, "stored; seed " + seed);
    }
  }

  /** Another test may have left broken connections in the pool. */
  private void sendUntilNothingFails() throws Exception {
    Random random = new Random();
    Callable<List<String>> one =
        () -> new StoreWire(store).send(List.of(Storm.event(random, campaign, Instant.now())));
    long failed;
    int attempts = 0;
    do {
      failed = failedInserts();
      together(Collections.nCopies(4, one));
    } while (failed != failedInserts() && ++attempts < 20);
  }

  /** The database tries a deadlock's victim again, so only its timer shows it. */
  private long failedInserts() {
    return meters.find("footfall.database").tag("outcome", "failed").timers().stream()
        .mapToLong(Timer::count)
        .sum();
  }

  private long deadlocks() {
    return owner.number(
        "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()");
  }
}
