package dev.footfall.infra;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.SingleValueWidget;
import software.constructs.Construct;

/** One CloudWatch dashboard: traffic at the top, then latency, then capacity. */
class Dashboard extends Construct {
  private static final int THIRD = 8; // of the 24 columns that a dashboard has

  Dashboard(Construct scope, String id, Metrics metrics) {
    super(scope, id);
    software.amazon.awscdk.services.cloudwatch.Dashboard.Builder.create(this, "Dashboard")
        .widgets(List.of(numbers(metrics), traffic(metrics), application(metrics), room(metrics)))
        .build();
  }

  private static List<IWidget> numbers(Metrics of) {
    return List.of(
        SingleValueWidget.Builder.create()
            .title("Now")
            .metrics(
                List.of(
                    of.events("stored"),
                    of.events("duplicate"),
                    of.events("rejected"),
                    of.ingestionLag("p99"),
                    of.serverErrors(),
                    of.latency("p99")))
            .width(3 * THIRD)
            .height(3)
            .build());
  }

  private static List<IWidget> traffic(Metrics of) {
    return List.of(
        graph(
            "Events by result",
            Stream.of("stored", "duplicate", "conflict", "rejected", "ignored").map(of::events)),
        graph("Requests", Stream.of(of.requests(), of.clientErrors(), of.serverErrors())),
        graph("Latency, ms", Stream.of("p50", "p95", "p99").map(of::latency)));
  }

  private static List<IWidget> application(Metrics of) {
    return List.of(
        graph("Ingestion lag, ms", Stream.of("p50", "p95", "p99").map(of::ingestionLag)),
        graph(
            "Statements, p99 ms",
            Stream.of("insert", "insert.failed", "count", "campaigns", "session", "lag")
                .map(name -> Metrics.own("collector", "database." + name, "p99"))),
        graph(
            "Batch size, share of cold starts",
            Stream.of(
                Metrics.own("collector", "batch.size", "p95"),
                Metrics.own("collector", "cold.start", "Average"))));
  }

  private static List<IWidget> room(Metrics of) {
    return List.of(
        graph(
            "Functions",
            Stream.of(of.concurrency(), of.throttles(), of.errors(), of.migratorErrors())),
        graph("Database connections", Stream.of(of.databaseConnections(), of.pinned())),
        graph("Database CPU, %", Stream.of(of.cpu())),
        graph("Free storage, bytes", Stream.of(of.freeStorage())),
        graph("Wait for a connection, µs", Stream.of(of.borrowLatency())));
  }

  private static GraphWidget graph(String title, Stream<? extends IMetric> metrics) {
    return GraphWidget.Builder.create()
        .title(title)
        .left(metrics.<IMetric>map(metric -> metric).toList())
        .width(THIRD)
        .build();
  }
}
