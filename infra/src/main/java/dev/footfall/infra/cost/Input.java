package dev.footfall.infra.cost;

import java.time.YearMonth;

/**
 * A number that the model takes in, with all that it needs to be checked: what it counts, when it
 * held and where it is from.
 */
record Input(double value, String unit, YearMonth heldIn, String source) {

  /** Reads {@code value | unit | month | source}. */
  static Input parse(String line) {
    String[] parts = line.strip().split("\\s*\\|\\s*");
    if (parts.length != 4) {
      throw new IllegalArgumentException("expected value | unit | month | source: " + line);
    }
    return new Input(Double.parseDouble(parts[0]), parts[1], YearMonth.parse(parts[2]), parts[3]);
  }
}
