package dev.footfall.infra;

import java.util.Map;
import software.amazon.awscdk.services.cloudwatch.Metric;

/** What the application publishes in one of its roles. */
record RoleMetrics(String role) {
  /** The namespace that the application publishes to. */
  private static final String NAMESPACE = "Footfall";

  /** Events with this result. */
  Metric events(String result) {
    return metric("events." + result, "Sum");
  }

  /** In milliseconds. */
  Metric ingestionLag(String statistic) {
    return metric("ingestion.lag", statistic);
  }

  /** The duration of a database statement, in milliseconds. */
  Metric statement(String name, String statistic) {
    return metric("database." + name, statistic);
  }

  /** Events per request. */
  Metric batchSize(String statistic) {
    return metric("batch.size", statistic);
  }

  /** The share of cold starts among invocations. */
  Metric coldStarts() {
    return metric("cold.start", "Average");
  }

  private Metric metric(String name, String statistic) {
    return Metrics.metric(NAMESPACE, Map.of("service", role), name, statistic);
  }
}
