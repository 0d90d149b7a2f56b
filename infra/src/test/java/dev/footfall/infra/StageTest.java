package dev.footfall.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StageTest {
  private record Deployed(Stage stage, Synthesis synthesis) {}

  private static final List<Deployed> BOTH =
      List.of(new Deployed(Stage.DEV, Synthesis.DEV), new Deployed(Stage.PROD, Synthesis.PROD));

  @Test
  void whatIsDeployedNeverRunsOutOfConnections() {
    for (Deployed each : BOTH) {
      JsonNode collector = each.synthesis().function("stores and counts");
      int wanted =
          collector.get("ReservedConcurrentExecutions").asInt()
              * collector.at("/Environment/Variables/FOOTFALL_DATABASE_POOL_SIZE").asInt();
      int ofDatabase =
          each.synthesis()
              .only("AWS::RDS::DBParameterGroup")
              .at("/Parameters/max_connections")
              .asInt();
      int percent =
          each.synthesis()
              .only("AWS::RDS::DBProxyTargetGroup")
              .at("/ConnectionPoolConfigurationInfo/MaxConnectionsPercent")
              .asInt();
      int ofProxy = ofDatabase * percent / 100;

      assertTrue(wanted > 0 && wanted <= ofProxy, wanted + " of " + ofProxy);
      assertTrue(
          ofProxy + Stage.CONNECTIONS_FOR_OTHERS <= ofDatabase, ofProxy + " of " + ofDatabase);
      assertEquals(each.stage().proxyConnections(), ofProxy);
    }
  }

  @Test
  void whatIsDeployedGivesUpFromTheInsideOut() {
    for (Deployed each : BOTH) {
      JsonNode pool =
          each.synthesis()
              .only("AWS::RDS::DBProxyTargetGroup")
              .get("ConnectionPoolConfigurationInfo");
      JsonNode collector = each.synthesis().function("stores and counts");
      JsonNode variables = collector.at("/Environment/Variables");
      long statement = Long.parseLong(pool.get("InitQuery").asText().replaceAll("\\D", ""));
      long borrow = pool.get("ConnectionBorrowTimeout").asLong() * 1000;
      long attempt =
          Duration.parse(variables.get("FOOTFALL_DATABASE_ATTEMPT_TIMEOUT").asText()).toMillis();
      long whole = Duration.parse(variables.get("FOOTFALL_DATABASE_TIMEOUT").asText()).toMillis();
      long function = collector.get("Timeout").asLong() * 1000;
      long gateway =
          each.synthesis().only("AWS::ApiGatewayV2::Integration").get("TimeoutInMillis").asLong();

      assertTrue(statement < borrow && borrow < function && function < gateway);
      assertTrue(statement < attempt && borrow <= attempt, "the proxy answers before we give up");
      assertTrue(2 * attempt <= whole && whole < Stage.PROMISE.toMillis());
      assertTrue(Stage.PROMISE.toMillis() < function, "the promised 503 is not cut off");
    }
  }

  @Test
  void stageThatCouldRunOutOfConnectionsCannotBeMade() {
    assertThrows(IllegalArgumentException.class, () -> with(100, 60, 31));
    assertThrows(IllegalArgumentException.class, () -> with(100, 95, 20));
    assertEquals(60, with(100, 60, 30).proxyConnections());
  }

  @Test
  void stageHasOneOfTwoNames() {
    assertEquals(Stage.PROD, Stage.of("prod"));
    assertThrows(IllegalArgumentException.class, () -> Stage.of("production"));
  }

  @Test
  void parametersAreThoseOfTheStage() {
    Map<String, String> parameters = DatabaseParameters.of(Stage.PROD);

    assertEquals("400", parameters.get("max_connections"));
    assertEquals("1", parameters.get("rds.force_ssl"));
    assertEquals("on", parameters.get("synchronous_commit"));
    assertEquals("0", parameters.get("log_parameter_max_length"));
  }

  private static Stage with(int connections, int percent, int concurrency) {
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
        512,
        512,
        2048,
        7,
        100,
        20);
  }
}
