package dev.footfall.count;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Counts stay exact while others write, repeat themselves and fold. */
@QuarkusTest
class CountUnderTrafficTest {
  private static final Instant MIDDLE = Instant.parse("2025-03-30T01:00:00Z");
  private static final int QUERIES = 60;

  private final UUID campaign = UUID.randomUUID();
  private final DataSource owner;

  @Inject
  CountUnderTrafficTest(DataSource owner) {
    this.owner = owner;
  }

  @Test
  void everyAnswerIsExactWhileOthersWriteRepeatAndFold() throws Exception {
    long seed = System.nanoTime();
    RandomTraffic traffic = new RandomTraffic(seed);
    List<TestEvent> fixed = traffic.events(campaign, MIDDLE, 1000);
    TestEvent.store(fixed);
    AtomicBoolean over = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Integer>> others = new ArrayList<>();
      others.add(threads.submit(until(over, this::writeAnotherType)));
      others.add(threads.submit(until(over, () -> repeat(fixed))));
      others.add(threads.submit(until(over, this::fold)));

      List<String> faults = threads.submit(() -> faults(traffic, fixed)).get();

      over.set(true);
      for (Future<Integer> other : others) {
        other.get();
      }
      assertEquals(List.of(), faults, "seed " + seed);
    } finally {
      over.set(true);
      threads.shutdown();
    }
  }

  private static Callable<Integer> until(AtomicBoolean over, Callable<?> step) {
    return () -> {
      int steps = 0;
      do {
        step.call();
        steps++;
      } while (!over.get());
      return steps;
    };
  }

  private List<String> faults(RandomTraffic traffic, List<TestEvent> fixed) {
    List<String> faults = new ArrayList<>();
    for (int i = 0; i < QUERIES; i++) {
      Window window = traffic.window(MIDDLE);
      var expected = BruteForce.totals(fixed, window.from(), window.to());
      var totals =
          CountsAnswer.of(campaign, window.from(), window.to(), "none", "UTC", RandomTraffic.TYPES)
              .totals();
      totals.values().removeIf(n -> n == 0);
      if (!expected.equals(totals)) {
        faults.add(window + ": " + expected + " but was " + totals);
      }
    }
    return faults;
  }

  /** In the very quarter-hours that are counted. */
  private Void writeAnotherType() {
    TestEvent.store(
        IntStream.range(0, 50)
            .mapToObj(i -> TestEvent.of(campaign, "noise", MIDDLE.minusSeconds(60L * i)))
            .toList());
    return null;
  }

  private Void repeat(List<TestEvent> fixed) {
    given()
        .contentType("application/json")
        .body(TestEvent.array(fixed.subList(0, 200)))
        .post("/v1/events")
        .then()
        .statusCode(200);
    return null;
  }

  private Void fold() throws Exception {
    try (Connection connection = owner.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT fold_event_counts(100)");
    }
    return null;
  }
}
