package dev.footfall.infra;

import software.amazon.awscdk.services.cloudwatch.Metric;

/** The metrics of the queue and its writer. */
class QueueMetrics {
  private final EventQueue queue;
  private final Writer writer;

  QueueMetrics(EventQueue queue, Writer writer) {
    this.queue = queue;
    this.writer = writer;
  }

  /**
   * In seconds. A message that was received three times without success <a
   * href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html">no
   * longer counts</a>, so this shows a writer that is too slow or does not run, but not one that
   * postpones messages: its statements fail.
   */
  Metric age() {
    return queue.queue().metricApproximateAgeOfOldestMessage(Metrics.options("Maximum"));
  }

  Metric waiting() {
    return queue.queue().metricApproximateNumberOfMessagesVisible(Metrics.options("Maximum"));
  }

  /** Messages that the writer works on, or that it has postponed. */
  Metric hidden() {
    return queue.queue().metricApproximateNumberOfMessagesNotVisible(Metrics.options("Maximum"));
  }

  Metric deadLetters() {
    return queue.deadLetters().metricApproximateNumberOfMessagesVisible(Metrics.options("Maximum"));
  }

  Metric errors() {
    return writer.function().metricErrors(Metrics.options("Sum"));
  }

  /** What the writer publishes. */
  RoleMetrics published() {
    return new RoleMetrics("writer");
  }
}
