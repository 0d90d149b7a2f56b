package dev.footfall.infra.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/** A month's cost; the lines per million events add up to the cent. */
record Bill(Load load, DatabaseSize database, Map<Component, Double> dollars) {

  double monthly() {
    return dollars.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  BigDecimal perMillion(Component component) {
    return BigDecimal.valueOf(dollars.get(component) / load.millionsOfEvents())
        .setScale(2, RoundingMode.HALF_UP);
  }

  /** The sum of the lines as printed. */
  BigDecimal perMillion() {
    return dollars.keySet().stream().map(this::perMillion).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
