package dev.footfall.bench;

import java.util.Arrays;

/** Quantiles of measurements. */
final class Quantiles {
  private Quantiles() {}

  /**
   * The value at this share of the sorted values, by nearest rank.
   *
   * @param share from 0, the least, to 1, the greatest
   */
  static double of(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }
}
