package dev.footfall.infra.cost;

import java.time.YearMonth;

/** An input of the model, with its unit, date and source, so that it can be checked. */
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
