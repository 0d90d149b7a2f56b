package dev.footfall.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.SingleValueWidget;
import software.constructs.Construct;

/** A CloudWatch dashboard. From top to bottom: what was counted, how fast, and what is left. */
class Dashboard extends Construct {
  private static final int THIRD = 8; // of a dashboard's 24 columns

  Dashboard(Construct scope, String id, Metrics metrics, Optional<QueueMetrics> queue) {
    super(scope, id);
    List<List<IWidget>> rows = new ArrayList<>();
    rows.add(current(metrics));
    rows.add(traffic(metrics));
    queue.ifPresent(waiting -> rows.add(queue(waiting)));
    rows.add(application(metrics));
    rows.add(capacity(metrics));
    software.amazon.awscdk.services.cloudwatch.Dashboard.Builder.create(this, "Dashboard")
        .widgets(rows)
        .build();
  }

  private static List<IWidget> current(Metrics metrics) {
    return List.of(
        SingleValueWidget.Builder.create()
            .title("Now")
            .metrics(
                List.of(
                    metrics.published().events("stored"),
                    metrics.published().events("duplicate"),
                    metrics.published().events("rejected"),
                    metrics.published().ingestionLag("p99"),
                    metrics.serverErrors(),
                    metrics.latency("p99")))
            .width(3 * THIRD)
            .height(3)
            .build());
  }

  private static List<IWidget> traffic(Metrics metrics) {
    return List.of(
        graph(
            "Events by result",
            Stream.of("stored", "duplicate", "conflict", "rejected", "ignored", "accepted")
                .map(metrics.published()::events)),
        graph(
            "Requests",
            Stream.of(metrics.requests(), metrics.clientErrors(), metrics.serverErrors())),
        graph("Latency, ms", Stream.of("p50", "p95", "p99").map(metrics::latency)));
  }

  private static List<IWidget> queue(QueueMetrics metrics) {
    return List.of(
        graph(
            "Events of the queue by result",
            Stream.of("stored", "duplicate", "conflict", "rejected")
                .map(metrics.published()::events)),
        graph(
            "Messages in the queue",
            Stream.of(metrics.waiting(), metrics.hidden(), metrics.deadLetters())),
        graph("Age of the oldest message, s", Stream.of(metrics.age())));
  }

  private static List<IWidget> application(Metrics metrics) {
    return List.of(
        graph(
            "Ingestion lag, ms",
            Stream.of("p50", "p95", "p99").map(metrics.published()::ingestionLag)),
        graph(
            "Statements, p99 ms",
            Stream.of("insert", "insert.failed", "count", "campaigns", "session", "lag")
                .map(statement -> metrics.published().statement(statement, "p99"))),
        graph(
            "Batch size, share of cold starts",
            Stream.of(metrics.published().batchSize("p95"), metrics.published().coldStarts())));
  }

  private static List<IWidget> capacity(Metrics metrics) {
    return List.of(
        graph(
            "Functions",
            Stream.of(
                metrics.concurrency(),
                metrics.throttles(),
                metrics.collectorErrors(),
                metrics.migratorErrors())),
        graph(
            "Database connections",
            Stream.of(metrics.databaseConnections(), metrics.pinnedConnections())),
        graph("Database CPU, %", Stream.of(metrics.databaseCpu())),
        graph("Free storage, bytes", Stream.of(metrics.freeStorage())),
        graph("Wait for a connection, µs", Stream.of(metrics.borrowLatency())));
  }

  private static GraphWidget graph(String title, Stream<? extends IMetric> metrics) {
    return GraphWidget.Builder.create()
        .title(title)
        .left(metrics.<IMetric>map(metric -> metric).toList())
        .width(THIRD)
        .build();
  }
}
