package dev.footfall.infra.cost;

/** The lines of the bill, titled as the table prints them. */
enum LineItem {
  API_GATEWAY("API Gateway, requests"),
  LAMBDA("Lambda, requests and GB-seconds"),
  INSTANCE("RDS instance, two zones"),
  STORAGE("RDS storage, IOPS, backups"),
  PROXY("RDS Proxy"),
  LOGS("CloudWatch Logs"),
  MONITORING("Metrics, alarms, dashboard"),
  NETWORK("Interface endpoint, secret"),
  TRANSFER("Data transfer out");

  private final String title;

  LineItem(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
