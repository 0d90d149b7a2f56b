package dev.footfall.lambda;

import io.micrometer.core.instrument.Meter;

/**
 * What one or more meters are called in CloudWatch. The names are as many as the code's own results
 * and statements, so their number is bounded, and with it the bill.
 *
 * @param unit one of CloudWatch's
 * @param summed whether only the sum of an invocation counts, not each value
 */
record Metric(String name, String unit, boolean summed) {
  static final String PREFIX = "footfall.";
  static final String COUNT = "Count";
  static final String MILLISECONDS = "Milliseconds";

  /**
   * {@code events.stored}, {@code database.insert}, {@code database.insert.failed}, {@code
   * batch.size}; the tag {@code field} has no part in it.
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

  private static String suffix(String tag) {
    return tag == null ? "" : "." + tag;
  }
}
