package dev.footfall.infra;

import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.apigatewayv2.HttpStage;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.lambda.Function;

/** The metrics that alarms and the dashboard share. */
class Metrics {
  /** Short enough to report a fault in time, long enough to ignore a single hiccup. */
  static final Duration PERIOD = Duration.minutes(5);

  /** The application's namespace. */
  static final String NAMESPACE = "Footfall";

  private final HttpStage api;
  private final Function collector;
  private final Function migrator;
  private final ConnectionProxy proxy;
  private final Database database;

  Metrics(
      HttpStage api,
      Function collector,
      Function migrator,
      ConnectionProxy proxy,
      Database database) {
    this.api = api;
    this.collector = collector;
    this.migrator = migrator;
    this.proxy = proxy;
    this.database = database;
  }

  /** One of the application's metrics; times are in milliseconds. */
  static Metric own(String service, String name, String statistic) {
    return metric(NAMESPACE, Map.of("service", service), name, statistic);
  }

  Metric events(String result) {
    return own("collector", "events." + result, "Sum");
  }

  Metric ingestionLag(String statistic) {
    return own("collector", "ingestion.lag", statistic);
  }

  Metric requests() {
    return api.metricCount(every("Sum"));
  }

  Metric serverErrors() {
    return api.metricServerError(every("Sum"));
  }

  Metric clientErrors() {
    return api.metricClientError(every("Sum"));
  }

  Metric latency(String statistic) {
    return api.metricLatency(every(statistic));
  }

  Metric errors() {
    return collector.metricErrors(every("Sum"));
  }

  Metric throttles() {
    return collector.metricThrottles(every("Sum"));
  }

  Metric duration(String statistic) {
    return collector.metricDuration(every(statistic));
  }

  Metric concurrency() {
    return collector.metric("ConcurrentExecutions", every("Maximum"));
  }

  Metric migratorErrors() {
    return migrator.metricErrors(every("Sum"));
  }

  Metric migratorRuns(Duration period) {
    return migrator.metricInvocations(
        MetricOptions.builder().statistic("Sum").period(period).build());
  }

  Metric pinned() {
    return ofProxy("DatabaseConnectionsCurrentlySessionPinned", "Maximum");
  }

  /** In microseconds. */
  Metric borrowLatency() {
    return ofProxy("DatabaseConnectionsBorrowLatency", "Average");
  }

  Metric cpu() {
    return database.instance().metricCPUUtilization(every("Average"));
  }

  /** In bytes. */
  Metric freeStorage() {
    return database.instance().metricFreeStorageSpace(every("Minimum"));
  }

  Metric databaseConnections() {
    return database.instance().metricDatabaseConnections(every("Maximum"));
  }

  private Metric ofProxy(String name, String statistic) {
    return metric("AWS/RDS", Map.of("ProxyName", proxy.name()), name, statistic);
  }

  private static MetricOptions every(String statistic) {
    return MetricOptions.builder().statistic(statistic).period(PERIOD).build();
  }

  private static Metric metric(
      String namespace, Map<String, String> dimensions, String name, String statistic) {
    return Metric.Builder.create()
        .namespace(namespace)
        .dimensionsMap(dimensions)
        .metricName(name)
        .statistic(statistic)
        .period(PERIOD)
        .build();
  }
}
