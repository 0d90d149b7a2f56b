package dev.footfall.lambda;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.cumulative.CumulativeCounter;
import io.micrometer.core.instrument.cumulative.CumulativeDistributionSummary;
import io.micrometer.core.instrument.cumulative.CumulativeTimer;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Keeps every value that a {@code footfall.*} meter records until it is drained, so that nothing is
 * averaged before it is published. Code that records values depends only on Micrometer.
 */
@Singleton
class InvocationMeters extends SimpleMeterRegistry {
  private final boolean kept;
  private SortedMap<Metric, List<Double>> values = empty();

  InvocationMeters(MetricsConfig config) {
    super(SimpleConfig.DEFAULT, Clock.SYSTEM);
    this.kept = config.emf();
    config().meterFilter(new OnlyOurs());
  }

  /** The values recorded since the last call, by metric; times are in milliseconds. */
  synchronized SortedMap<Metric, List<Double>> drain() {
    SortedMap<Metric, List<Double>> drained = values;
    values = empty();
    return drained;
  }

  private synchronized void keep(Metric metric, double value) {
    if (kept) {
      values.computeIfAbsent(metric, first -> new ArrayList<>()).add(value);
    }
  }

  private static SortedMap<Metric, List<Double>> empty() {
    return new TreeMap<>(Comparator.comparing(Metric::name));
  }

  @Override
  protected Counter newCounter(Meter.Id id) {
    Metric metric = Metric.of(id);
    return new CumulativeCounter(id) {
      @Override
      public void increment(double amount) {
        super.increment(amount);
        keep(metric, amount);
      }
    };
  }

  @Override
  protected Timer newTimer(
      Meter.Id id, DistributionStatisticConfig statistics, PauseDetector pauses) {
    Metric metric = Metric.of(id);
    return new CumulativeTimer(id, clock, statistics, pauses, getBaseTimeUnit()) {
      @Override
      protected void recordNonNegative(long amount, TimeUnit unit) {
        super.recordNonNegative(amount, unit);
        keep(metric, unit.toNanos(amount) / 1e6);
      }
    };
  }

  @Override
  protected DistributionSummary newDistributionSummary(
      Meter.Id id, DistributionStatisticConfig statistics, double scale) {
    Metric metric = Metric.of(id);
    return new CumulativeDistributionSummary(id, clock, statistics, scale, false) {
      @Override
      protected void recordNonNegative(double amount) {
        super.recordNonNegative(amount);
        keep(metric, amount);
      }
    };
  }

  /** Drops the JVM's meters, which nobody would read, and histogram buckets. */
  private static class OnlyOurs implements MeterFilter {
    @Override
    public MeterFilterReply accept(Meter.Id id) {
      return id.getName().startsWith(Metric.PREFIX)
          ? MeterFilterReply.NEUTRAL
          : MeterFilterReply.DENY;
    }

    @Override
    public DistributionStatisticConfig configure(
        Meter.Id id, DistributionStatisticConfig statistics) {
      return DistributionStatisticConfig.NONE;
    }
  }
}
