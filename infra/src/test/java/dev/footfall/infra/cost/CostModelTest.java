package dev.footfall.infra.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class CostModelTest {
  private final CostModel model = new CostModel(Inputs.bundled());

  /** A model with fixed inputs, so that changes of the real ones do not affect the example. */
  private static CostModel example() {
    Path file = Path.of("src/test/resources/dev/footfall/infra/cost/worked-example.properties");
    return new CostModel(Inputs.read(file));
  }

  @Test
  void costOfAHundredMillionSingleEventsMatchesACalculationByHand() {
    Bill bill = example().bill(new Load(100_000_000, 1));

    // 100 million requests of less than 512 KiB, at a dollar per million
    assertDollars(100.00, bill, LineItem.API_GATEWAY);
    // 100 x 0.20, and 100 million x 0.0101 s x 0.5 GB x 0.0000133334
    assertDollars(20.00 + 6.733, bill, LineItem.LAMBDA);
    // 380 statements a second of 477 us each need 0.36 cores at half load, and a day is 1.78 GB, so
    // the smallest class suffices
    assertEquals(InstanceClass.T4G_MEDIUM, bill.database().instance());
    assertDollars(2 * 730 * 0.065, bill, LineItem.INSTANCE);
    // 14 months of 54 GB plus a fifth, in two zones; the backups are smaller than that, so free
    assertEquals(908, bill.database().storageGb());
    assertDollars(2 * 908 * 0.115, bill, LineItem.STORAGE);
    assertDollars(2 * 730 * 0.015, bill, LineItem.PROXY);
    // 110 GB at 0.50, of which 16.5 GB are stored at 0.03
    assertDollars(55.00 + 0.495, bill, LineItem.LOGS);
    // 27 x 0.30, 15 x 0.10, one dashboard
    assertDollars(8.10 + 1.50 + 3.00, bill, LineItem.MONITORING);
    // one endpoint in three zones, and one secret
    assertDollars(3 * 730 * 0.01 + 0.40, bill, LineItem.NETWORK);
    // 56.6 GB at 0.09
    assertDollars(5.094, bill, LineItem.TRANSFER);
    assertEquals(547.87, bill.monthly(), 0.01);
  }

  private static void assertDollars(double expected, Bill bill, LineItem item) {
    assertEquals(expected, bill.monthly(item), 0.001, item.name());
  }

  @Test
  void linesAddUpToTheTotal() {
    for (int batch : new int[] {1, 7, 500}) {
      Bill bill = model.bill(new Load(123_456_789, batch));

      BigDecimal lines =
          Arrays.stream(LineItem.values())
              .map(bill::perMillion)
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      assertEquals(EnumSet.allOf(LineItem.class), bill.dollars().keySet());
      assertEquals(lines, bill.perMillion());
      double cents = 0.005 * LineItem.values().length;
      assertEquals(bill.monthly() / 123.456789, bill.perMillion().doubleValue(), cents);
    }
  }

  @Test
  void moreEventsNeverCostLess() {
    double before = 0;
    for (long millions = 1; millions < 6_000; millions += 7) {
      double dollars = model.bill(new Load(millions * 1_000_000, 10)).monthly();
      assertTrue(dollars >= before, millions + " million");
      before = dollars;
    }
  }

  @Test
  void largerBatchesNeverCostMore() {
    double before = Double.MAX_VALUE;
    for (int batch = 1; batch <= 500; batch++) {
      double dollars = model.bill(new Load(1_000_000_000, batch)).monthly();
      assertTrue(dollars <= before, batch + " events a request");
      before = dollars;
    }
  }

  @Test
  void requestsBeyondTheFirstTierAreCheaper() {
    double dollars = example().bill(new Load(1_000_000_000, 1)).monthly(LineItem.API_GATEWAY);

    assertEquals(300 * 1.00 + 700 * 0.90, dollars, 0.001);
  }

  @Test
  void instanceClassesAreInAscendingOrderOfPrice() {
    Inputs inputs = Inputs.bundled();

    double[] prices =
        Arrays.stream(InstanceClass.values())
            .mapToDouble(instance -> inputs.value("price.rds." + instance.id()))
            .toArray();

    double[] sorted = prices.clone();
    Arrays.sort(sorted);
    assertEquals(Arrays.toString(sorted), Arrays.toString(prices));
  }

  @Test
  void aLoadThatIsTooMuchForOneDatabaseIsRejected() {
    Load load = new Load(1_000_000_000_000L, 1);

    assertThrows(IllegalArgumentException.class, () -> model.bill(load));
  }
}
