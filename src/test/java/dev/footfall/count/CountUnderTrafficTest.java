package dev.footfall.count;

import static dev.footfall.testsupport.Together.together;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.query.Window;
import dev.footfall.testsupport.BruteForce;
import dev.footfall.testsupport.RandomTraffic;
import dev.footfall.testsupport.ServiceTest;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Counts stay exact while other requests write, resend and fold. */
@QuarkusTest
class CountUnderTrafficTest extends ServiceTest {
  private static final Instant MIDDLE = Instant.parse("2025-03-30T01:00:00Z");
  private static final int QUERIES = 60;

  private final AtomicBoolean over = new AtomicBoolean();

  @Test
  void everyAnswerIsExactWhileOthersWriteResendAndFold() throws Exception {
    RandomTraffic traffic = new RandomTraffic();
    List<TestEvent> fixed = traffic.events(campaign, MIDDLE, 1000);
    TestEvent.store(fixed);

    List<List<String>> faults =
        together(
            untilOver(this::writeAnotherType),
            untilOver(() -> post(TestEvent.array(fixed.subList(0, 200))).is(200)),
            untilOver(() -> owner.execute("SELECT fold_event_counts(100)")),
            () -> faults(traffic, fixed));

    assertEquals(List.of(), faults.get(3), traffic.toString());
  }

  private Callable<List<String>> untilOver(Runnable step) {
    return () -> {
      do {
        step.run();
      } while (!over.get());
      return List.of();
    };
  }

  private List<String> faults(RandomTraffic traffic, List<TestEvent> fixed) {
    List<String> faults = new ArrayList<>();
    try {
      for (int i = 0; i < QUERIES; i++) {
        Window window = traffic.window(MIDDLE);
        var expected = BruteForce.totals(fixed, window);
        var totals = CountsAnswer.of(campaign, window, "none", "UTC", RandomTraffic.TYPES).totals();
        totals.values().removeIf(n -> n == 0);
        if (!expected.equals(totals)) {
          faults.add(window + ": " + expected + " but was " + totals);
        }
      }
    } finally {
      over.set(true);
    }
    return faults;
  }

  /** In the very quarter-hours that are counted. */
  private void writeAnotherType() {
    TestEvent.store(
        IntStream.range(0, 50)
            .mapToObj(i -> TestEvent.of(campaign, "noise", MIDDLE.minusSeconds(60L * i)))
            .toList());
  }
}
