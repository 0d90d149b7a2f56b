package dev.footfall.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.testsupport.FunctionProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * The figures of one start of a function: milliseconds, and megabytes for the last.
 *
 * @param ready from the start of the process to its first request for an event
 * @param warmMedian of the events after the first
 */
record ColdRun(double ready, double first, double warmMedian, double warmP99, double peak) {
  static final int WARM_EVENTS = 200;

  /** How many events one start stores. */
  static final int EVENTS = 1 + WARM_EVENTS;

  private static final Duration MOST = Duration.ofSeconds(30);
  private static final Set<Integer> TAKEN = Set.of(201, 202);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Starts the function. */
  interface Starter {
    FunctionProcess start() throws IOException;
  }

  /**
   * Fails, with what the function wrote, if it stores any event not at all or not as new, or with a
   * queue does not accept it.
   */
  static ColdRun of(Starter starter) throws Exception {
    try (FunctionProcess function = starter.start()) {
      try {
        return measure(function, new PageViews());
      } catch (Exception e) {
        throw new IllegalStateException(e + "\nThe function wrote:\n" + function.output(), e);
      }
    }
  }

  private static ColdRun measure(FunctionProcess function, PageViews views) throws Exception {
    double ready = millis(function.awaitRequest(MOST).toNanos());
    double first = store(function, views.next());
    double[] warm = new double[WARM_EVENTS];
    for (int i = 0; i < warm.length; i++) {
      function.awaitRequest(MOST); // Else the way back from its last answer would count.
      warm[i] = store(function, views.next());
    }
    return new ColdRun(
        ready,
        first,
        Quantiles.of(warm, 0.5),
        Quantiles.of(warm, 0.99),
        function.peakMemory() / 1e6);
  }

  private static double store(FunctionProcess function, String event) throws Exception {
    long start = System.nanoTime();
    Answer answer =
        function
            .invoke(event)
            .thenApply(text -> new Answer(text, System.nanoTime()))
            .get(MOST.toMillis(), TimeUnit.MILLISECONDS);
    if (!TAKEN.contains(JSON.readTree(answer.text()).path("statusCode").asInt())) {
      throw new IllegalStateException("an event was not stored: " + answer.text());
    }
    return millis(answer.at() - start);
  }

  /** The median of a figure, with minimum and maximum. */
  static String cell(List<ColdRun> runs, ToDoubleFunction<ColdRun> figure) {
    double[] values = values(runs, figure);
    return "%.1f (%.1f to %.1f)"
        .formatted(median(runs, figure), Quantiles.of(values, 0), Quantiles.of(values, 1));
  }

  static double median(List<ColdRun> runs, ToDoubleFunction<ColdRun> figure) {
    return Quantiles.of(values(runs, figure), 0.5);
  }

  private static double[] values(List<ColdRun> runs, ToDoubleFunction<ColdRun> figure) {
    return runs.stream().mapToDouble(figure).toArray();
  }

  private static double millis(long nanos) {
    return nanos / 1e6;
  }

  /** An answer and when it came, by the clock of the thread that read it. */
  private record Answer(String text, long at) {}
}
