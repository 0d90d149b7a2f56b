package dev.footfall.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.IAlarm;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.rds.CfnEventSubscription;
import software.constructs.Construct;

/** Alarms for promises that are broken or soon will be. Each also reports when it is over. */
class Alarms extends Construct {
  private static final long GIB = 1L << 30;

  private final AlarmTopic topic;
  private final Watch watch;
  private final List<IAlarm> ofReleases = new ArrayList<>();

  Alarms(Construct scope, String id, Metrics metrics, Database database, Settings settings) {
    super(scope, id);
    topic = new AlarmTopic(this, "Tell", settings);
    watch = new Watch(this, topic);
    watchTraffic(metrics);
    watchUpkeep(metrics);
    watchConnections(metrics, settings.stage());
    watchDatabase(metrics, settings.stage());
    reportDatabaseEvents(database);
  }

  AlarmTopic topic() {
    return topic;
  }

  /** Those that tell whether a new collector does its work. */
  List<IAlarm> ofReleases() {
    return ofReleases;
  }

  private void watchTraffic(Metrics metrics) {
    MathExpression failed =
        MathExpression.Builder.create()
            .expression("100 * failed / requests")
            // Sorted, because CDK lists the metrics in the map's order.
            .usingMetrics(
                new TreeMap<>(
                    Map.of("failed", metrics.serverErrors(), "requests", metrics.requests())))
            .label("percent of requests answered with 5xx")
            .period(Metrics.PERIOD)
            .build();
    ofReleases.add(
        watch.above(
            "ServerErrors", failed, 1, 1, "Clients retry failed requests, but pixels do not."));
    ofReleases.add(
        watch.above(
            "FunctionErrors",
            metrics.collectorErrors(),
            0,
            1,
            "The collector crashed or timed out."));
    watch.above("Throttles", metrics.throttles(), 0, 2, "The reserved concurrency is used up.");
    watch.above(
        "Slow",
        metrics.duration("p99"),
        Timeouts.ATTEMPT.toMillis(),
        3,
        "One request in a hundred takes longer than one attempt at a statement may.");
    watch.above(
        "Refused",
        metrics.refused(),
        0,
        3,
        "For a quarter-hour requests have come faster than the stage's throttles allow. Trackers send"
            + " refused events again, mails do not.");
  }

  private void watchUpkeep(Metrics metrics) {
    watch.above(
        "MigratorFailed",
        metrics.migratorErrors(),
        0,
        1,
        "A migration or the upkeep failed; see the migrator's log.");
    watch.below(
        "MigratorSilent",
        metrics.migratorInvocations(Duration.hours(1)),
        1,
        TreatMissingData.BREACHING,
        "The schedule has not started the upkeep for an hour: counters are not folded, and monthly"
            + " partitions are not created.");
  }

  private void watchConnections(Metrics metrics, Stage stage) {
    watch.above(
        "Pinned",
        metrics.pinnedConnections(),
        0,
        3,
        "A session has pinned its connection, which no statement of Footfall should cause.");
    watch.above(
        "BorrowLatency",
        metrics.borrowLatency(),
        Timeouts.BORROW.toNanos() / 1e3 / 10, // µs; a tenth of the longest possible wait
        3,
        "Connections are scarce, and writes wait for them.");
    watch.above(
        "Connections",
        metrics.databaseConnections(),
        stage.databaseConnections() * 0.9,
        3,
        "Nearly all database connections are in use, some of them not by the proxy.");
  }

  private void watchDatabase(Metrics metrics, Stage stage) {
    watch.above("Cpu", metrics.databaseCpu(), 80, 3, "There is no CPU left for a campaign's peak.");
    watch.above(
        "TransactionIds",
        metrics.transactionIds(),
        1e9, // of 2.1e9; autovacuum begins at 0.2e9
        1,
        "Vacuum does not freeze old rows; in the end PostgreSQL stops all writes.");
    watch.below(
        "Storage",
        metrics.freeStorage(),
        stage.storageGib() * GIB / 5.0,
        TreatMissingData.MISSING,
        "Less than a fifth of the initial storage is free. RDS extends it, up to the maximum.");
  }

  /** What RDS reports about itself but no metric shows, such as failed backups and restores. */
  private void reportDatabaseEvents(Database database) {
    CfnEventSubscription subscription =
        CfnEventSubscription.Builder.create(this, "DatabaseEvents")
            .snsTopicArn(topic.arn())
            .sourceType("db-instance")
            .sourceIds(List.of(database.identifier()))
            .eventCategories(
                List.of(
                    "availability",
                    "failover",
                    "failure",
                    "low storage",
                    "read replica",
                    "recovery"))
            .build();
    subscription.getNode().addDependency(topic);
  }
}
