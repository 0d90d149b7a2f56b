package dev.footfall.event;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/**
 * The metrics of the write path. No label takes a value that a client chooses, so the number of
 * time series is bounded.
 */
@ApplicationScoped
class EventMetrics {
  private final MeterRegistry meters;
  private final DistributionSummary batchSize;
  private final Timer lag;

  EventMetrics(MeterRegistry meters) {
    this.meters = meters;
    this.batchSize = DistributionSummary.builder("footfall.batch.size").register(meters);
    this.lag =
        Timer.builder("footfall.ingestion.lag")
            .serviceLevelObjectives(
                Duration.ofMillis(100),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                Duration.ofMinutes(1),
                Duration.ofMinutes(15),
                Duration.ofHours(1),
                Duration.ofHours(24))
            .register(meters);
  }

  /** Records the results of one request. */
  void answered(List<Result> results) {
    batchSize.record(results.size());
    results.forEach(
        result ->
            meters
                .counter("footfall.events", "result", result.outcome(), "field", fieldOf(result))
                .increment());
  }

  /**
   * Records the ingestion lags of stored events. A negative lag, from a client's clock that runs
   * ahead, counts as zero.
   */
  void stored(List<Duration> lags) {
    lags.forEach(late -> lag.record(late.isNegative() ? Duration.ZERO : late));
  }

  private static String fieldOf(Result result) {
    if (!(result instanceof Result.Rejected rejected)) {
      return "none";
    }
    if (rejected.field() == null) {
      return "event";
    }
    return Field.of(rejected.field()).map(Field::wireName).orElse("unknown");
  }
}
