package dev.footfall.infra.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Objects;

/**
 * The cost of a month. Rounded to cents per million events, its lines still add up to the total.
 */
record Bill(Load load, DatabaseSize database, Map<LineItem, Double> dollars) {

  double monthly() {
    return dollars.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  double monthly(LineItem item) {
    return Objects.requireNonNull(dollars.get(item));
  }

  BigDecimal perMillion(LineItem item) {
    return BigDecimal.valueOf(monthly(item) / load.millionsOfEvents())
        .setScale(2, RoundingMode.HALF_UP);
  }

  /** The sum of the rounded lines. */
  BigDecimal perMillion() {
    return dollars.keySet().stream().map(this::perMillion).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
