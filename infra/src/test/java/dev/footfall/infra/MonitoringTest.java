package dev.footfall.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MonitoringTest {
  private static final Set<String> WATCHED =
      new TreeSet<>(
          Set.of(
              "5xx",
              "Count",
              "Errors",
              "Invocations",
              "Throttles",
              "Duration",
              "ingestion.lag",
              "DatabaseConnectionsCurrentlySessionPinned",
              "DatabaseConnectionsBorrowLatency",
              "CPUUtilization",
              "FreeStorageSpace",
              "DatabaseConnections"));

  @Test
  void eachPromiseIsWatched() {
    Set<String> watched = new TreeSet<>();
    alarms()
        .values()
        .forEach(a -> a.findValues("MetricName").forEach(n -> watched.add(n.asText())));

    assertEquals(WATCHED, watched);
  }

  @Test
  void eachAlarmTellsSomebodyWhenItStartsAndEndsAndWhatItMeans() {
    for (Map.Entry<String, JsonNode> alarm : alarms().entrySet()) {
      for (String when : List.of("AlarmActions", "OKActions")) {
        assertTrue(alarm.getValue().path(when).toString().contains("AlarmsTell"), alarm.getKey());
      }
      assertTrue(alarm.getValue().get("AlarmDescription").asText().endsWith("."), alarm.getKey());
    }
  }

  @Test
  void ownMetricIsAskedForAsTheApplicationWritesIt() {
    JsonNode lag = alarm("IngestionLag");

    assertEquals("Footfall", lag.get("Namespace").asText());
    assertEquals(
        "[{\"Name\":\"service\",\"Value\":\"collector\"}]", lag.get("Dimensions").toString());
    assertEquals("p99", lag.get("ExtendedStatistic").asText());
    assertEquals(900_000, lag.get("Threshold").asInt(), "milliseconds");
  }

  @Test
  void connectionsAreWatchedShortOfTheirLimit() {
    assertEquals(
        Stage.PROD.databaseConnections() * 0.9, alarm("Connections").get("Threshold").asDouble());
  }

  @Test
  void failingMigratorIsHeardOfAtOnceAndASilentOneToo() {
    assertEquals(0, alarm("MigratorFailed").get("Threshold").asInt());
    assertEquals("breaching", alarm("MigratorSilent").get("TreatMissingData").asText());
    assertTrue(alarm("MigratorFailed").get("Dimensions").toString().contains("MigratorFunction"));
  }

  @Test
  void databaseTellsOfItsFailures() {
    JsonNode events = Synthesis.PROD.only("AWS::RDS::EventSubscription");

    assertTrue(events.get("EventCategories").toString().contains("\"failure\""));
    assertTrue(
        Synthesis.PROD
            .properties("AWS::SNS::TopicPolicy")
            .toString()
            .contains("events.rds.amazonaws.com"));
  }

  @Test
  void alarmsReachTheTopicAlthoughItHasAPolicyOfItsOwn() {
    String policy = Synthesis.PROD.only("AWS::SNS::TopicPolicy").toString();

    assertTrue(policy.contains("\"cloudwatch.amazonaws.com\""), policy);
    assertTrue(policy.contains("aws:SecureTransport"), policy);
  }

  @Test
  void dashboardShowsWhatTheApplicationMeasures() {
    String body = Synthesis.PROD.only("AWS::CloudWatch::Dashboard").get("DashboardBody").toString();

    for (String metric :
        List.of(
            "events.stored",
            "events.duplicate",
            "events.conflict",
            "events.rejected",
            "events.ignored",
            "ingestion.lag",
            "batch.size",
            "cold.start",
            "database.insert")) {
      assertTrue(body.contains(metric), metric);
    }
  }

  private static Map<String, JsonNode> alarms() {
    return Synthesis.PROD.properties("AWS::CloudWatch::Alarm");
  }

  private static JsonNode alarm(String id) {
    return alarms().entrySet().stream()
        .filter(a -> a.getKey().matches(".*/Alarms" + id + "[0-9A-F]{8}"))
        .findFirst()
        .orElseThrow()
        .getValue();
  }
}
