package dev.footfall.infra;

import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.constructs.Construct;

/** Makes alarms that belong to a construct and report to a topic. */
record Watch(Construct scope, AlarmTopic topic) {

  /** Alarms after so many periods above the limit; without data, all is well. */
  Alarm above(String id, IMetric metric, double limit, int periods, String description) {
    Alarm alarm =
        alarm(id, metric, limit, description)
            .evaluationPeriods(periods)
            .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
            .treatMissingData(TreatMissingData.NOT_BREACHING)
            .build();
    topic.notifiedBy(alarm);
    return alarm;
  }

  /** Alarms after one period below the limit. */
  void below(
      String id, IMetric metric, double limit, TreatMissingData missing, String description) {
    topic.notifiedBy(
        alarm(id, metric, limit, description)
            .evaluationPeriods(1)
            .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
            .treatMissingData(missing)
            .build());
  }

  private Alarm.Builder alarm(String id, IMetric metric, double limit, String description) {
    return Alarm.Builder.create(scope, id)
        .alarmDescription(description)
        .metric(metric)
        .threshold(limit);
  }
}
