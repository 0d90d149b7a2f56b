package dev.footfall.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.services.logs.RetentionDays;

class StageTest {
  private record Deployed(Stage stage, Synthesis synthesis, Synthesis withQueue) {
    int databaseConnections() {
      return synthesis.only("AWS::RDS::DBParameterGroup").at("/Parameters/max_connections").asInt();
    }

    JsonNode proxyPool() {
      return synthesis.only("AWS::RDS::DBProxyTargetGroup").get("ConnectionPoolConfigurationInfo");
    }

    JsonNode variable(String name) {
      return Synthesis.variables(synthesis.collector()).get(name);
    }

    long milliseconds(String variable) {
      return Duration.parse(variable(variable).asText()).toMillis();
    }
  }

  private static final List<Deployed> BOTH =
      List.of(
          new Deployed(Stage.DEV, Synthesis.DEV, Synthesis.QUEUE),
          new Deployed(Stage.PROD, Synthesis.PROD, Synthesis.EVERYTHING));

  @Test
  void collectorsAndWritersCannotUseUpTheConnections() {
    for (Deployed each : BOTH) {
      int needed =
          connections(each.withQueue().collector()) + connections(each.withQueue().writer());
      int ofDatabase = each.databaseConnections();
      int ofProxy = ofDatabase * each.proxyPool().get("MaxConnectionsPercent").asInt() / 100;

      assertTrue(needed > 0 && needed <= ofProxy, needed + " of " + ofProxy);
      assertTrue(
          ofProxy + Stage.CONNECTIONS_FOR_OTHERS <= ofDatabase, ofProxy + " of " + ofDatabase);
      assertEquals(each.stage().proxyConnections(), ofProxy);
    }
  }

  @Test
  void timeoutsExpireFromTheInsideOut() {
    for (Deployed each : BOTH) {
      String initQuery = each.proxyPool().get("InitQuery").asText();
      long statement = Long.parseLong(initQuery.replaceAll("\\D", ""));
      long borrow = each.proxyPool().get("ConnectionBorrowTimeout").asLong() * 1000;
      long attempt = each.milliseconds("FOOTFALL_DATABASE_ATTEMPT_TIMEOUT");
      long total = each.milliseconds("FOOTFALL_DATABASE_TIMEOUT");
      long function = each.synthesis().collector().get("Timeout").asLong() * 1000;
      long integration =
          each.synthesis().only("AWS::ApiGatewayV2::Integration").get("TimeoutInMillis").asLong();

      assertTrue(statement < borrow && borrow < function && function < integration);
      assertTrue(
          statement < attempt && borrow <= attempt, "the proxy fails before the attempt ends");
      assertTrue(2 * attempt <= total && total < Timeouts.PROMISED_RESPONSE.toMillis());
      assertTrue(
          Timeouts.PROMISED_RESPONSE.toMillis() < function, "the promised 503 is not cut off");
    }
  }

  private static int connections(JsonNode function) {
    return function.get("ReservedConcurrentExecutions").asInt()
        * Synthesis.variables(function).get("FOOTFALL_DATABASE_POOL_SIZE").asInt();
  }

  @Test
  void queueingFitsIntoThePromisedTime() {
    for (Deployed each : BOTH) {
      JsonNode queue =
          Synthesis.variables(each.withQueue().collector()).get("FOOTFALL_QUEUE_TIMEOUT");
      long both =
          each.milliseconds("FOOTFALL_DATABASE_TIMEOUT")
              + Duration.parse(queue.asText()).toMillis();

      assertTrue(both < Timeouts.PROMISED_RESPONSE.toMillis());
    }
  }

  @Test
  void aStageThatCouldRunOutOfConnectionsIsRejected() {
    assertThrows(IllegalArgumentException.class, () -> stage(100, 60, 29), "28 and 2 writers");
    assertThrows(IllegalArgumentException.class, () -> stage(100, 95, 20));
    assertEquals(60, stage(100, 60, 28).proxyConnections());
  }

  @Test
  void stagesAreNamedDevAndProd() {
    assertEquals(Stage.DEV, Stage.of("dev"));
    assertEquals(Stage.PROD, Stage.of("prod"));
    assertThrows(IllegalArgumentException.class, () -> Stage.of("production"));
  }

  private static Stage stage(int connections, int percent, int concurrency) {
    return new Stage(
        "test",
        2,
        false,
        "t4g.medium",
        20,
        100,
        1,
        connections,
        percent,
        concurrency,
        2,
        2048,
        RetentionDays.ONE_WEEK,
        100,
        20);
  }
}
