package dev.footfall.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Measures rivals in turn, several rounds, so that a noisy machine is noisy for all of them. */
final class Rounds {
  private Rounds() {}

  /** One measurement. */
  interface Measure<T> {
    T run() throws Exception;
  }

  /** The results of each rival, one a round, after one round to warm up. */
  static <T> List<List<T>> run(int rounds, List<Measure<T>> rivals) throws Exception {
    List<List<T>> results = new ArrayList<>();
    rivals.forEach(rival -> results.add(new ArrayList<>()));
    for (int round = -1; round < rounds; round++) {
      for (int i = 0; i < rivals.size(); i++) {
        T result = rivals.get(i).run();
        if (round >= 0) {
          results.get(i).add(result);
        }
      }
    }
    return results;
  }

  static <T> double median(List<T> results, ToDoubleFunction<T> part) {
    return Quantiles.of(results.stream().mapToDouble(part).toArray(), 0.5);
  }

  /** The median of each rival. */
  static List<Double> medians(int rounds, List<Measure<Double>> rivals) throws Exception {
    return run(rounds, rivals).stream().map(all -> median(all, Double::doubleValue)).toList();
  }
}
