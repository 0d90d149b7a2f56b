package dev.footfall.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.rds.CfnEventSubscription;
import software.constructs.Construct;

/** Alarms for promises that are broken or about to be. */
class Alarms extends Construct {
  private static final long GIB = 1L << 30;

  private final AlarmTopic topic;

  Alarms(Construct scope, String id, Metrics metrics, Database database, Settings settings) {
    super(scope, id);
    topic = new AlarmTopic(this, "Tell", settings);
    ofTraffic(metrics);
    ofUpkeep(metrics);
    ofConnections(metrics);
    ofDatabase(metrics, settings.stage());
    databaseEvents(database);
  }

  String topicArn() {
    return topic.arn();
  }

  private void ofTraffic(Metrics of) {
    MathExpression failed =
        MathExpression.Builder.create()
            .expression("100 * failed / requests")
            .usingMetrics(Map.of("failed", of.serverErrors(), "requests", of.requests()))
            .label("percent of requests failed with 5xx")
            .period(Metrics.PERIOD)
            .build();
    above("ServerErrors", failed, 1, 1, "Senders retry, but pixels do not.");
    above("FunctionErrors", of.errors(), 0, 1, "The collector crashed or ran out of time.");
    above("Throttles", of.throttles(), 0, 2, "Reserved concurrency is used up.");
    above(
        "Slow",
        of.duration("p99"),
        Stage.ATTEMPT.toMillis(),
        3,
        "One in a hundred needs more than one attempt's time.");
    above(
        "IngestionLag",
        of.ingestionLag("p99"),
        Duration.minutes(15).toMilliseconds().doubleValue(),
        3,
        "Events arrive late, so recent counts are still growing.");
  }

  private void ofUpkeep(Metrics of) {
    above("MigratorFailed", of.migratorErrors(), 0, 1, "Migration or upkeep failed; see its log.");
    alarm(
        "MigratorSilent",
        of.migratorRuns(Duration.hours(1)),
        1,
        1,
        ComparisonOperator.LESS_THAN_THRESHOLD,
        TreatMissingData.BREACHING,
        "Upkeep has not run for an hour: counters are not folded and months are not created.");
  }

  private void ofConnections(Metrics of) {
    above(
        "Pinned",
        of.pinned(),
        0,
        3,
        "A client pins a proxy connection, which no statement of Footfall should do.");
    // µs: a tenth of what a borrower waits at most
    above(
        "BorrowLatency",
        of.borrowLatency(),
        Stage.BORROW.toNanos() / 1e3 / 10,
        3,
        "Clients wait for a database connection.");
  }

  private void ofDatabase(Metrics of, Stage stage) {
    above("Cpu", of.cpu(), 80, 3, "There is no headroom left for a campaign's peak.");
    above(
        "Connections",
        of.databaseConnections(),
        stage.databaseConnections() * 0.9,
        3,
        "Nearly all connections are in use.");
    alarm(
        "Storage",
        of.freeStorage(),
        stage.storageGib() * GIB / 5.0,
        1,
        ComparisonOperator.LESS_THAN_THRESHOLD,
        TreatMissingData.MISSING,
        "Less than a fifth of the initial storage is free; RDS grows it up to the limit.");
  }

  /** Events that RDS reports but no metric shows, such as failed backups. */
  private void databaseEvents(Database database) {
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

  private void above(String id, IMetric metric, double limit, int periods, String meaning) {
    alarm(
        id,
        metric,
        limit,
        periods,
        ComparisonOperator.GREATER_THAN_THRESHOLD,
        TreatMissingData.NOT_BREACHING,
        meaning);
  }

  private void alarm(
      String id,
      IMetric metric,
      double limit,
      int periods,
      ComparisonOperator broken,
      TreatMissingData missing,
      String meaning) {
    topic.hears(
        Alarm.Builder.create(this, id)
            .alarmDescription(meaning)
            .metric(metric)
            .threshold(limit)
            .evaluationPeriods(periods)
            .comparisonOperator(broken)
            .treatMissingData(missing)
            .build());
  }
}
