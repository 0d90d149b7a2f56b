package dev.footfall.infra.cost;

import java.time.YearMonth;

/**
 * A number that the model uses, with what is needed to check it: its unit, the month for which it
 * was valid, and its source.
 */
record Input(double value, String unit, YearMonth month, String source) {

  /** Parses {@code value | unit | month | source}. */
  static Input parse(String line) {
    String[] parts = line.strip().split("\\s*\\|\\s*");
    if (parts.length != 4) {
      throw new IllegalArgumentException("expected value | unit | month | source: " + line);
    }
    return new Input(Double.parseDouble(parts[0]), parts[1], YearMonth.parse(parts[2]), parts[3]);
  }
}
