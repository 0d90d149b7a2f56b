package dev.footfall.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.infra.cost.CostTable;
import dev.footfall.infra.cost.StageSize;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Where the cost model and production must have the same numbers. */
class CostInputsTest {
  private static final Synthesis PROD = Synthesis.PROD;

  private final Properties inputs = new Properties();

  CostInputsTest() throws IOException {
    try (Reader file =
        new InputStreamReader(
            Objects.requireNonNull(CostTable.class.getResourceAsStream("inputs.properties")),
            StandardCharsets.UTF_8)) {
      inputs.load(file);
    }
  }

  @Test
  void storageIsForTheMonthsThatTheApplicationKeepsAndTheCurrentOne() {
    int monthsToKeep =
        Integer.parseInt(
            new ApplicationConfiguration().defaultOf("footfall.retention.months-to-keep"));

    assertEquals(monthsToKeep + 1, input("months.kept"));
  }

  @Test
  void functionsHaveTheMemoryThatIsCharged() {
    assertEquals(PROD.collector().get("MemorySize").asInt(), input("lambda.memory.gb") * 1024);
  }

  @Test
  void endpointsAreChargedInEveryZone() {
    assertEquals(
        PROD.only("AWS::EC2::VPCEndpoint").get("SubnetIds").size(),
        input("endpoints") * input("zones"));
    assertEquals(Stage.PROD.availabilityZones(), input("zones"));
  }

  @Test
  void dashboardAndSecretAreChargedOnce() {
    assertEquals(PROD.properties("AWS::CloudWatch::Dashboard").size(), input("dashboards"));
    assertTrue(PROD.only("AWS::RDS::DBInstance").get("ManageMasterUserPassword").asBoolean());
    assertEquals(1, input("secrets"));
  }

  @Test
  void idleStagesAreChargedAsTheyAreBuilt() {
    assertCharged(StageSize.DEV, Stage.DEV, Synthesis.DEV);
    assertCharged(StageSize.PROD, Stage.PROD, PROD);
  }

  private static void assertCharged(StageSize charged, Stage stage, Synthesis built) {
    JsonNode database = built.only("AWS::RDS::DBInstance");

    assertEquals("db." + stage.instanceClass(), charged.instanceClass());
    assertEquals(database.get("MultiAZ").asBoolean() ? 2 : 1, charged.databases());
    assertEquals(database.get("AllocatedStorage").asInt(), charged.storageGb());
    assertEquals(
        built.only("AWS::EC2::VPCEndpoint").get("SubnetIds").size(), charged.endpointZones());
  }

  @Test
  void everyAlarmIsCharged() {
    assertEquals(PROD.properties("AWS::CloudWatch::Alarm").size(), input("alarms"));
  }

  @Test
  void queueIsChargedAsItIsBuilt() {
    Synthesis queue = Synthesis.QUEUE;
    JsonNode source = queue.only("AWS::Lambda::EventSourceMapping");

    assertEquals(source.get("BatchSize").asInt(), input("queue.batch"));
    assertEquals(
        source.get("MaximumBatchingWindowInSeconds").asInt(), input("queue.window.seconds"));
    assertEquals(
        queue.properties("AWS::CloudWatch::Alarm").size()
            - Synthesis.DEV.properties("AWS::CloudWatch::Alarm").size(),
        input("queue.alarms"));
  }

  private double input(String name) {
    return Double.parseDouble(inputs.getProperty(name).split("\\|")[0].strip());
  }
}
