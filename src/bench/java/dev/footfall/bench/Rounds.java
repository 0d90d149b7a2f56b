package dev.footfall.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures rivals in turn, several rounds, so that a noisy machine is noisy for all of them. */
final class Rounds {
  private Rounds() {}

  /** One measurement. */
  interface Measure {
    double run() throws Exception;
  }

  /** The median of each, after one round to warm up. */
  static List<Double> medians(int rounds, List<Measure> rivals) throws Exception {
    Map<Measure, double[]> results = new LinkedHashMap<>();
    for (int round = -1; round < rounds; round++) {
      for (Measure rival : rivals) {
        double result = rival.run();
        if (round >= 0) {
          results.computeIfAbsent(rival, key -> new double[rounds])[round] = result;
        }
      }
    }
    return rivals.stream().map(rival -> Quantiles.of(results.get(rival), 0.5)).toList();
  }
}
