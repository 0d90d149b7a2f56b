package dev.footfall.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class QueueMonitoringTest {
  private static final Synthesis QUEUE = Synthesis.QUEUE;

  @Test
  void oldMessagesPostponedOnesDeadLettersAndCrashesRaiseAnAlarm() {
    Map<String, String> metrics = new TreeMap<>();
    alarms().forEach((name, alarm) -> metrics.put(name, alarm.get("MetricName").asText()));

    assertEquals(
        Map.of(
            "Age", "ApproximateAgeOfOldestMessage",
            "DeadLetters", "ApproximateNumberOfMessagesVisible",
            "Postponed", "database.insert.failed",
            "WriterErrors", "Errors"),
        metrics);
  }

  @Test
  void oneDeadLetterIsEnough() {
    JsonNode alarm = alarm("DeadLetters");

    assertEquals(0, alarm.get("Threshold").asInt());
    assertEquals(1, alarm.get("EvaluationPeriods").asInt());
    assertEquals("GreaterThanThreshold", alarm.get("ComparisonOperator").asText());
    assertTrue(alarm.get("Dimensions").toString().contains("QueueDeadLetters"));
  }

  @Test
  void ageIsThatOfTheQueueAndNotOfTheDeadLetters() {
    assertTrue(alarm("Age").get("Dimensions").toString().contains("QueueEvents"));
    assertEquals("Maximum", alarm("Age").get("Statistic").asText());
  }

  /** SQS's age leaves out what was received three times, so it is blind in an outage. */
  @Test
  void postponedMessagesAreSeenByTheWritersOwnMetric() {
    JsonNode alarm = alarm("Postponed");

    assertEquals(
        "[{\"Name\":\"service\",\"Value\":\"writer\"}]", alarm.get("Dimensions").toString());
    assertEquals("SampleCount", alarm.get("Statistic").asText());
  }

  @Test
  void everyAlarmExplainsItselfAndReportsItsStartAndItsEnd() {
    alarms()
        .forEach(
            (name, alarm) -> {
              for (String state : List.of("AlarmActions", "OKActions")) {
                assertTrue(alarm.path(state).toString().contains("AlarmsTell"), name);
              }
              assertTrue(alarm.get("AlarmDescription").asText().endsWith("."), name);
            });
  }

  @Test
  void dashboardShowsTheQueueAndWhatBecameOfItsEvents() {
    String body = QUEUE.only("AWS::CloudWatch::Dashboard").get("DashboardBody").toString();

    for (String shown :
        List.of(
            "ApproximateAgeOfOldestMessage",
            "ApproximateNumberOfMessagesVisible",
            "ApproximateNumberOfMessagesNotVisible",
            "QueueDeadLetters",
            "writer")) {
      assertTrue(body.contains(shown), shown);
    }
  }

  private static JsonNode alarm(String name) {
    return alarms().get(name);
  }

  /** The alarms that the queue adds, by name. */
  private static Map<String, JsonNode> alarms() {
    Map<String, JsonNode> alarms = new TreeMap<>();
    QUEUE
        .properties("AWS::CloudWatch::Alarm")
        .forEach(
            (id, alarm) -> {
              if (id.contains("/QueueAlarms")) {
                alarms.put(id.replaceAll(".*/QueueAlarms|[0-9A-F]{8}$", ""), alarm);
              }
            });
    return alarms;
  }
}
