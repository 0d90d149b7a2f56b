package dev.footfall.infra.cost;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputsTest {

  @Test
  void everyPriceHasAUnitAMonthAndAPageToCheckItOn() {
    Map<String, Input> prices = Inputs.bundled().prices();

    assertFalse(prices.isEmpty());
    assertAll(
        prices.entrySet().stream()
            .map(price -> () -> assertCheckable(price.getKey(), price.getValue())));
  }

  private static void assertCheckable(String name, Input price) {
    assertTrue(price.value() > 0, name);
    assertTrue(price.unit().startsWith("per "), name);
    assertTrue(price.month().isAfter(YearMonth.of(2024, 12)), name);
    assertFalse(price.month().isAfter(YearMonth.now()), name);
    assertTrue(price.source().startsWith("https://aws.amazon.com/"), name);
    assertTrue(price.source().endsWith("/pricing/") || price.source().contains("on-demand"), name);
  }

  @Test
  void everyInputChangesSomeBill() {
    Inputs demanding = demanding();

    assertAll(
        demanding.byName().keySet().stream()
            .map(name -> () -> assertTrue(changesSomeBill(demanding, name), name)));
  }

  /**
   * Higher than the bundled ones, so that IOPS, backups and requests over 512 KiB cost something.
   */
  private static Inputs demanding() {
    Inputs peaks = times(Inputs.bundled(), "peak.factor", 2);
    Inputs backups = times(peaks, "backup.days", 5);
    return times(backups, "request.bytes.event", 3);
  }

  private static boolean changesSomeBill(Inputs inputs, String name) {
    Inputs changed = times(inputs, name, 0.75);
    return loads().anyMatch(load -> !dollars(inputs, load).equals(dollars(changed, load)));
  }

  /** Empty if the load is too much for one database. */
  private static OptionalDouble dollars(Inputs inputs, Load load) {
    try {
      double queue =
          new QueueCost(inputs)
              .always(load).values().stream().mapToDouble(Double::doubleValue).sum();
      return OptionalDouble.of(new CostModel(inputs).bill(load).monthly() + queue);
    } catch (IllegalArgumentException tooSmall) {
      return OptionalDouble.empty();
    }
  }

  private static Inputs times(Inputs inputs, String name, double factor) {
    SortedMap<String, Input> changed = new TreeMap<>(inputs.byName());
    Input input = changed.get(name);
    changed.put(
        name, new Input(input.value() * factor, input.unit(), input.month(), input.source()));
    return new Inputs(inputs.region(), changed);
  }

  /** In steps of one percent, from very little to too much for one database. */
  private static Stream<Load> loads() {
    return LongStream.iterate(1_000_000, n -> n < 10_000_000_000L, n -> n * 101 / 100)
        .boxed()
        .flatMap(events -> Stream.of(1, 500).map(batch -> new Load(events, batch)));
  }

  @Test
  void aMissingInputIsAnError() {
    assertThrows(IllegalArgumentException.class, () -> Inputs.bundled().value("price.of.nothing"));
  }

  @Test
  void aLineWithoutASourceIsAnError() {
    assertThrows(IllegalArgumentException.class, () -> Input.parse("1.00 | per hour | 2026-01"));
  }

  @Test
  void inputsCanComeFromAnotherFile(@TempDir Path folder) throws Exception {
    Path own = folder.resolve("own.properties");
    Files.writeString(
        own,
        """
        region = eu-central-1
        price.alarm = 0.25 | per alarm | 2026-10 | https://aws.amazon.com/cloudwatch/pricing/
        """);

    Inputs inputs = Inputs.read(own);

    assertEquals("eu-central-1", inputs.region());
    assertEquals(0.25, inputs.value("price.alarm"));
  }
}
