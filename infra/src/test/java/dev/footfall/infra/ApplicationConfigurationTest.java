package dev.footfall.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the infrastructure and the application must agree on. */
class ApplicationConfigurationTest {
  private final ApplicationConfiguration application = new ApplicationConfiguration();

  @Test
  void functionsSetOnlyVariablesThatTheApplicationReadsToValuesThatItAccepts() {
    Map<String, String> keys = new HashMap<>();
    application.keys().forEach(key -> keys.put(ApplicationConfiguration.variable(key), key));
    for (Synthesis each : Synthesis.all()) {
      assertEquals(10 + optional(each), assertKnown(Synthesis.variables(each.collector()), keys));
      int declared = each == Synthesis.EVERYTHING ? 2 : 0;
      assertEquals(6 + declared, assertKnown(Synthesis.variables(each.migrator()), keys));
    }
    assertEquals(11, assertKnown(Synthesis.variables(Synthesis.QUEUE.writer()), keys));
  }

  /** Of the collector: mode, URL and time-out of the queue; the provider's four, breakdowns. */
  private static int optional(Synthesis synthesis) {
    int queue = synthesis.properties("AWS::SQS::Queue").isEmpty() ? 0 : 3;
    return queue + (synthesis == Synthesis.EVERYTHING ? 5 : 0);
  }

  private int assertKnown(JsonNode variables, Map<String, String> keys) {
    int known = 0;
    for (Map.Entry<String, JsonNode> variable : variables.properties()) {
      if (variable.getKey().startsWith("FOOTFALL_")) {
        String key = keys.get(variable.getKey());
        assertTrue(key != null, variable.getKey());
        assertTrue(application.accepts(key, variable.getValue().asText()), variable.toString());
        known++;
      }
    }
    return known;
  }

  @Test
  void unknownValuesOfAnEnumeratedKeyAreNotAccepted() {
    assertTrue(application.accepts("footfall.function.role", "migrator"));
    assertFalse(application.accepts("footfall.function.role", "migrators"));
    assertFalse(application.accepts("footfall.database.tls", "verify_full"));
    assertFalse(application.accepts("footfall.database.authentication", "IAM"));
  }

  @Test
  void stageRepeatsTheApplicationsDefaults() {
    assertEquals(Timeouts.CONNECT, duration("footfall.database.connect-timeout"));
    assertEquals(Timeouts.ATTEMPT, duration("footfall.database.attempt-timeout"));
    assertEquals(Timeouts.TOTAL, duration("footfall.database.timeout"));
    assertEquals(Timeouts.QUEUE, duration("footfall.queue.timeout"));
    assertEquals(Stage.POOL_SIZE, number("footfall.database.pool-size"));
  }

  @Test
  void proxyAdmitsTheRoleThatTheCollectorSignsInAs() {
    assertEquals(
        ConnectionProxy.COLLECTOR_ROLE, application.defaultOf("footfall.database.username"));
  }

  @Test
  void collectorReplacesAnIdleConnectionBeforeTheProxyClosesIt() {
    int idleSeconds = Synthesis.DEV.only("AWS::RDS::DBProxy").get("IdleClientTimeout").asInt();

    assertTrue(idleSeconds > duration("footfall.database.max-lifetime").toSeconds());
  }

  @Test
  void migratorGivesUpOnALostConnectionBeforeItsFunctionTimesOut() {
    int functionSeconds = Synthesis.DEV.migrator().get("Timeout").asInt();

    assertTrue(number("footfall.migrator.socket-timeout") < functionSeconds);
  }

  @Test
  void retentionIsTheApplicationsOwn() {
    assertTrue(number("footfall.retention.months-to-keep") > 0);
    for (Synthesis each : Synthesis.all()) {
      assertFalse(each.templates().toString().contains("FOOTFALL_RETENTION"));
    }
  }

  @Test
  void collectorAndMigratorAreToldTheSameBreakdowns() {
    JsonNode collector = Synthesis.variables(Synthesis.EVERYTHING.collector());
    JsonNode migrator = Synthesis.variables(Synthesis.EVERYTHING.migrator());

    assertEquals("utm_source,shop", collector.get("FOOTFALL_BREAKDOWNS").asText());
    assertEquals(collector.get("FOOTFALL_BREAKDOWNS"), migrator.get("FOOTFALL_BREAKDOWNS"));
    assertEquals("revenue", migrator.get("FOOTFALL_AMOUNTS_KEY").asText());
  }

  private Duration duration(String key) {
    return Duration.parse(application.defaultOf(key));
  }

  private int number(String key) {
    return Integer.parseInt(application.defaultOf(key));
  }
}
