package dev.footfall.infra.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueueCostTest {
  private static final Path EXAMPLE =
      Path.of("src/test/resources/dev/footfall/infra/cost/worked-example.properties");

  private final QueueCost cost = new QueueCost(Inputs.read(EXAMPLE));

  @Test
  void costOfAHundredMillionSingleEventsMatchesACalculationByHand() {
    Map<QueueItem, Double> bill = cost.always(new Load(100_000_000, 1));

    // 100 million sent, a tenth of it received and deleted each, 657,000 polls, at 0.40
    assertDollars(0.40 * (100 + 10 + 10 + 0.657), bill, QueueItem.REQUESTS);
    // 2,628,000 windows at 0.20; 10 ms each and 0.1 ms for each event, of half a GB
    assertDollars(0.5256 + (26_280 + 10_000) * 0.5 * 0.0000133334, bill, QueueItem.WRITER);
    // three zones, and 51.4 GB
    assertDollars(3 * 730 * 0.01 + 0.514, bill, QueueItem.ENDPOINT);
    // 12 metrics and 4 alarms
    assertDollars(3.60 + 0.40, bill, QueueItem.MONITORING);
  }

  @Test
  void largeMessagesAreBilledBySixtyFourKib() {
    Map<QueueItem, Double> bill = cost.always(new Load(500_000_000, 500));

    // a million messages of 257,000 bytes: 4 requests to send, 3.92 to receive, 0.1 to delete
    double received = 257_000.0 / 65_536;
    assertDollars(0.40 * (4 + received + 0.1 + 0.657), bill, QueueItem.REQUESTS);
  }

  @Test
  void anIdleQueueCostsPollsEndpointAndAlarms() {
    Map<QueueItem, Double> bill = cost.idle();

    assertDollars(0.2628, bill, QueueItem.REQUESTS);
    assertDollars(0, bill, QueueItem.WRITER);
    assertDollars(21.90, bill, QueueItem.ENDPOINT);
  }

  @Test
  void aQuietQueueInvokesTheWriterOncePerMessage() {
    double dollars = cost.always(new Load(1_000_000, 1)).get(QueueItem.WRITER);

    assertEquals(0.20 + 10_100 * 0.5 * 0.0000133334, dollars, 0.001);
    assertTrue(dollars < 1);
  }

  private static void assertDollars(double expected, Map<QueueItem, Double> bill, QueueItem item) {
    assertEquals(expected, bill.get(item), 0.001, item.name());
  }
}
