package dev.footfall.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MonitoringTest {
  private static final Set<String> METRICS_WITH_AN_ALARM =
      Set.of(
          "5xx",
          "Count",
          "Errors",
          "Invocations",
          "Throttles",
          "Duration",
          "throttled",
          "MaximumUsedTransactionIDs",
          "DatabaseConnectionsCurrentlySessionPinned",
          "DatabaseConnectionsBorrowLatency",
          "CPUUtilization",
          "FreeStorageSpace",
          "DatabaseConnections");

  /** A metric of the application on the dashboard, in a JSON string inside JSON. */
  private static final Pattern PUBLISHED_METRIC =
      Pattern.compile("\"Footfall\",\"([^\"]+)\",\"service\",\"(?:collector|writer)\"");

  @Test
  void everyPromiseHasAnAlarm() {
    Set<String> watched = new TreeSet<>();
    alarms()
        .values()
        .forEach(a -> a.findValues("MetricName").forEach(name -> watched.add(name.asText())));

    assertEquals(METRICS_WITH_AN_ALARM, watched);
  }

  @Test
  void everyAlarmExplainsItselfAndReportsItsStartAndItsEnd() {
    alarms()
        .forEach(
            (id, alarm) -> {
              for (String state : List.of("AlarmActions", "OKActions")) {
                assertTrue(alarm.path(state).toString().contains("AlarmsTell"), id);
              }
              assertTrue(alarm.get("AlarmDescription").asText().endsWith("."), id);
            });
  }

  @Test
  void requestsThatAThrottleRefusedAreCountedFromTheAccessLog() {
    JsonNode filter = Synthesis.PROD.only("AWS::Logs::MetricFilter");
    JsonNode metric = filter.at("/MetricTransformations/0");
    String format =
        Synthesis.PROD.only("AWS::ApiGatewayV2::Stage").at("/AccessLogSettings/Format").asText();

    assertEquals("{ $.status = \"429\" }", filter.get("FilterPattern").asText());
    assertTrue(format.contains("\"status\":\"$context.status\""), format);
    assertTrue(filter.get("LogGroupName").toString().contains("AccessLog"));
    assertEquals(metric.get("MetricNamespace"), alarm("Refused").get("Namespace"));
    assertEquals(metric.get("MetricName"), alarm("Refused").get("MetricName"));
  }

  @Test
  void stagesCountRefusedRequestsApart() {
    assertNotEquals(
        Synthesis.DEV.only("AWS::Logs::MetricFilter").at("/MetricTransformations/0"),
        Synthesis.PROD.only("AWS::Logs::MetricFilter").at("/MetricTransformations/0"));
  }

  @Test
  void transactionIdsRaiseAnAlarmLongBeforeTheyRunOut() {
    assertTrue(alarm("TransactionIds").get("Threshold").asDouble() < Math.pow(2, 31) / 2);
  }

  /** A sender's clock and ids are its own, so nobody could act on an alarm about them. */
  @Test
  void noAlarmCanBeRaisedByWhatAnEventSays() {
    alarms().forEach((id, alarm) -> assertFalse(alarm.toString().contains("\"Footfall\""), id));
  }

  @Test
  void errorRateIsCalculatedFromMetricsInAFixedOrder() {
    List<String> metrics = alarm("ServerErrors").get("Metrics").findValuesAsText("Id");

    assertEquals(List.of("failed", "requests"), metrics.subList(1, metrics.size()));
  }

  @Test
  void connectionsAlarmComesBeforeTheirLimit() {
    assertEquals(
        Stage.PROD.databaseConnections() * 0.9, alarm("Connections").get("Threshold").asDouble());
  }

  @Test
  void migratorRaisesAnAlarmWhenItFailsOnceAndWhenItDoesNotRun() {
    assertEquals(0, alarm("MigratorFailed").get("Threshold").asInt());
    assertEquals("breaching", alarm("MigratorSilent").get("TreatMissingData").asText());
    assertTrue(alarm("MigratorFailed").get("Dimensions").toString().contains("MigratorFunction"));
  }

  @Test
  void databaseFailuresAreReported() {
    JsonNode events = Synthesis.PROD.only("AWS::RDS::EventSubscription");

    assertTrue(events.get("EventCategories").toString().contains("\"failure\""));
    assertTrue(topicPolicy().contains("events.rds.amazonaws.com"));
  }

  @Test
  void topicAcceptsAlarmsAndOnlyOverTls() {
    assertTrue(topicPolicy().contains("\"cloudwatch.amazonaws.com\""), topicPolicy());
    assertTrue(topicPolicy().contains("aws:SecureTransport"), topicPolicy());
  }

  @Test
  void dashboardShowsTheMetricsOfTheApplication() {
    assertTrue(
        metricsOnTheDashboard()
            .containsAll(
                Set.of(
                    "events.stored",
                    "events.duplicate",
                    "events.conflict",
                    "events.rejected",
                    "events.ignored",
                    "ingestion.lag",
                    "batch.size",
                    "cold.start",
                    "database.insert")),
        metricsOnTheDashboard().toString());
  }

  @Test
  void dashboardShowsEveryResultThatAnEventCanHave() {
    assertEquals(
        OpenApi.results().stream().map(result -> "events." + result).collect(Collectors.toSet()),
        metricsOnTheDashboard().stream()
            .filter(name -> name.startsWith("events."))
            .collect(Collectors.toSet()));
  }

  @Test
  void applicationPublishesWhatTheDashboardShows() {
    assertInTheApplication("Footfall");
    assertInTheApplication("service");
    for (String metric : metricsOnTheDashboard()) {
      String[] parts = metric.split("\\.");
      switch (parts[0]) {
        case "events" -> assertInTheApplication("footfall.events");
        case "database" -> {
          assertInTheApplication("footfall.database");
          assertInTheApplication(parts[1]); // the statement's name
        }
        case "cold" -> assertInTheApplication(metric);
        default -> assertInTheApplication("footfall." + metric);
      }
    }
  }

  private static void assertInTheApplication(String literal) {
    assertTrue(
        ApplicationConfiguration.sources().stream()
            .anyMatch(source -> source.contains('"' + literal + '"')),
        "the application has no \"" + literal + '"');
  }

  private static Set<String> metricsOnTheDashboard() {
    String body =
        Synthesis.QUEUE.only("AWS::CloudWatch::Dashboard").get("DashboardBody").toString();
    return PUBLISHED_METRIC
        .matcher(body.replace("\\\"", "\""))
        .results()
        .map(metric -> metric.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String topicPolicy() {
    return Synthesis.PROD.only("AWS::SNS::TopicPolicy").toString();
  }

  private static Map<String, JsonNode> alarms() {
    return Synthesis.PROD.properties("AWS::CloudWatch::Alarm");
  }

  private static JsonNode alarm(String id) {
    return alarms().entrySet().stream()
        .filter(alarm -> alarm.getKey().matches(".*/Alarms" + id + "[0-9A-F]{8}"))
        .findFirst()
        .orElseThrow()
        .getValue();
  }
}
