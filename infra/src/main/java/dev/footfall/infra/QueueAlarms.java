package dev.footfall.infra;

import software.constructs.Construct;

/** Alarms for events that wait too long, or that were given up. */
class QueueAlarms extends Construct {
  /** A minute for a fail-over of the database, and the rest to work off what came meanwhile. */
  private static final int MAX_AGE_SECONDS = 300;

  QueueAlarms(Construct scope, String id, QueueMetrics metrics, AlarmTopic topic) {
    super(scope, id);
    Watch watch = new Watch(this, topic);
    watch.above(
        "Age",
        metrics.age(),
        MAX_AGE_SECONDS,
        1,
        "Events wait in the queue: the writer does not run, or is too slow for them.");
    watch.above(
        "Postponed",
        metrics.published().statement("insert.failed", "SampleCount"),
        0,
        3,
        "The writer has not been able to store everything for a quarter-hour: it postpones events,"
            + " and counts are incomplete.");
    watch.above(
        "DeadLetters",
        metrics.deadLetters(),
        0,
        1,
        "An event could not be stored. It is kept for two weeks with the reason; look at it, and"
            + " send it back or delete it.");
    watch.above("WriterErrors", metrics.errors(), 0, 1, "The writer crashed or timed out.");
  }
}
