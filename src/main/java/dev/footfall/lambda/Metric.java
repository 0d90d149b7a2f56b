package dev.footfall.lambda;

import io.micrometer.core.instrument.Meter;
import org.jspecify.annotations.Nullable;

/**
 * The CloudWatch metric of one or more meters. Names come from the code's own results and
 * statements, so their number, and the bill, is bounded.
 *
 * @param unit one of CloudWatch's units
 * @param summed whether an invocation publishes the sum of its values instead of each value
 */
record Metric(String name, String unit, boolean summed) {
  static final String PREFIX = "footfall.";
  static final String COUNT = "Count";
  static final String MILLISECONDS = "Milliseconds";

  /**
   * For example {@code events.stored}, {@code database.insert}, {@code database.insert.failed} or
   * {@code batch.size}. The tag {@code field} is ignored.
   */
  static Metric of(Meter.Id id) {
    String name =
        id.getName().substring(PREFIX.length())
            + suffix(id.getTag("result"))
            + suffix(id.getTag("statement"))
            + ("failed".equals(id.getTag("outcome")) ? ".failed" : "");
    String unit = id.getType() == Meter.Type.TIMER ? MILLISECONDS : COUNT;
    return new Metric(name, unit, id.getType() == Meter.Type.COUNTER);
  }

  private static String suffix(@Nullable String tag) {
    return tag == null ? "" : "." + tag;
  }
}
