package dev.footfall.infra.cost;

/** What queue mode adds to the bill, titled as the table prints it. */
enum QueueItem {
  REQUESTS("SQS, requests"),
  WRITER("Lambda, the writer"),
  ENDPOINT("Interface endpoint"),
  MONITORING("Metrics, alarms");

  private final String title;

  QueueItem(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
