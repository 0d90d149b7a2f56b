package dev.footfall.infra;

import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.lambda.Function;

/** The metrics that the alarms and the dashboard share. */
class Metrics {
  /** Short enough to report a fault in time, long enough to ignore a single hiccup. */
  static final Duration PERIOD = Duration.minutes(5);

  private final HttpApi api;
  private final Function collector;
  private final Function migrator;
  private final ConnectionProxy proxy;
  private final Database database;

  Metrics(
      HttpApi api,
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

  /** What the collector publishes. */
  RoleMetrics published() {
    return new RoleMetrics("collector");
  }

  Metric requests() {
    return api.stage().metricCount(options("Sum"));
  }

  Metric serverErrors() {
    return api.stage().metricServerError(options("Sum"));
  }

  Metric clientErrors() {
    return api.stage().metricClientError(options("Sum"));
  }

  /** Requests over the stage's rate. */
  Metric refused() {
    return api.throttled().metric(options("Sum"));
  }

  /** In milliseconds. */
  Metric latency(String statistic) {
    return api.stage().metricLatency(options(statistic));
  }

  Metric collectorErrors() {
    return collector.metricErrors(options("Sum"));
  }

  Metric throttles() {
    return collector.metricThrottles(options("Sum"));
  }

  /** In milliseconds. */
  Metric duration(String statistic) {
    return collector.metricDuration(options(statistic));
  }

  Metric concurrency() {
    return collector.metric("ConcurrentExecutions", options("Maximum"));
  }

  Metric migratorErrors() {
    return migrator.metricErrors(options("Sum"));
  }

  Metric migratorInvocations(Duration period) {
    return migrator.metricInvocations(
        MetricOptions.builder().statistic("Sum").period(period).build());
  }

  Metric pinnedConnections() {
    return ofProxy("DatabaseConnectionsCurrentlySessionPinned", "Maximum");
  }

  /** In microseconds. */
  Metric borrowLatency() {
    return ofProxy("DatabaseConnectionsBorrowLatency", "Average");
  }

  Metric databaseCpu() {
    return database.instance().metricCPUUtilization(options("Average"));
  }

  /** In bytes. */
  Metric freeStorage() {
    return database.instance().metricFreeStorageSpace(options("Minimum"));
  }

  /** How far the oldest transaction that is not frozen yet lies back. */
  Metric transactionIds() {
    return database.instance().metric("MaximumUsedTransactionIDs", options("Maximum"));
  }

  Metric databaseConnections() {
    return database.instance().metricDatabaseConnections(options("Maximum"));
  }

  private Metric ofProxy(String name, String statistic) {
    return metric("AWS/RDS", Map.of("ProxyName", proxy.name()), name, statistic);
  }

  static MetricOptions options(String statistic) {
    return MetricOptions.builder().statistic(statistic).period(PERIOD).build();
  }

  static Metric metric(
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
