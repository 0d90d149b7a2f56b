package dev.footfall.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FunctionsTest {
  private static final Synthesis DEV = Synthesis.DEV;

  @Test
  void everyRoleRunsTheSameNativeArtifact() {
    Synthesis queue = Synthesis.QUEUE;
    for (JsonNode function : List.of(queue.collector(), queue.migrator(), queue.writer())) {
      assertEquals(DEV.collector().get("Code"), function.get("Code"));
      assertEquals("provided.al2023", function.get("Runtime").asText());
      assertEquals("[\"arm64\"]", function.get("Architectures").toString());
      assertEquals("Text", function.at("/LoggingConfig/LogFormat").asText());
    }
  }

  @Test
  void collectorConnectsToTheProxyByIamOverVerifiedTls() {
    JsonNode variables = Synthesis.variables(DEV.collector());

    assertEquals("iam", variables.get("FOOTFALL_DATABASE_AUTHENTICATION").asText());
    assertEquals("verify-full", variables.get("FOOTFALL_DATABASE_TLS").asText());
    assertTrue(variables.get("FOOTFALL_DATABASE_URL").toString().contains(":5432/footfall"));
    assertTrue(variables.get("FOOTFALL_DATABASE_URL").toString().contains("Endpoint"));
  }

  @Test
  void collectorKnowsTheDashboardsClientId() {
    assertEquals(
        "dashboard",
        Synthesis.variables(DEV.collector()).get("FOOTFALL_SIGN_IN_CLIENT_ID").asText());
  }

  @Test
  void migratorConnectsAsTheOwnerWithThePasswordFromTheSecret() {
    JsonNode variables = Synthesis.variables(DEV.migrator());

    assertEquals("migrator", variables.get("FOOTFALL_FUNCTION_ROLE").asText());
    assertTrue(
        variables
            .get("FOOTFALL_MIGRATOR_JDBC_URL")
            .toString()
            .contains("sslmode=verify-full&sslrootcert=/opt/rds-ca/global-bundle.pem"));
    assertTrue(variables.get("FOOTFALL_MIGRATOR_SECRET").toString().contains("MasterUserSecret"));
    assertEquals(
        DEV.only("AWS::RDS::DBInstance").get("MasterUsername"),
        variables.get("FOOTFALL_MIGRATOR_USERNAME"));
    assertEquals("false", variables.get("PARAMETERS_SECRETS_EXTENSION_CACHE_ENABLED").asText());
    assertEquals("2773", variables.get("PARAMETERS_SECRETS_EXTENSION_HTTP_PORT").asText());
  }

  @Test
  void newCollectorReceivesTrafficOnlyAfterTheMigration() {
    Map.Entry<String, JsonNode> trigger = DEV.onlyResource("Custom::Trigger");
    JsonNode version =
        DEV.resources("AWS::Lambda::Version").entrySet().stream()
            .filter(v -> v.getKey().contains("Collector"))
            .findFirst()
            .orElseThrow()
            .getValue();

    assertTrue(version.get("DependsOn").toString().contains(logicalId(trigger.getKey())));
    assertTrue(
        DEV.only("AWS::Lambda::Alias")
            .get("FunctionVersion")
            .toString()
            .contains("CollectorFunction"));
  }

  @Test
  void productionTriesANewCollectorOnATenthOfTheTrafficAndGoesBackWhenAnAlarmGoesOff() {
    JsonNode group = Synthesis.PROD.only("AWS::CodeDeploy::DeploymentGroup");
    JsonNode alias = Synthesis.PROD.onlyResource("AWS::Lambda::Alias").getValue();

    assertEquals(
        "CodeDeployDefault.LambdaCanary10Percent10Minutes",
        group.get("DeploymentConfigName").asText());
    assertTrue(group.at("/AutoRollbackConfiguration/Events").toString().contains("ALARM"));
    assertTrue(group.at("/AlarmConfiguration").toString().contains("AlarmsServerErrors"));
    assertTrue(group.at("/AlarmConfiguration").toString().contains("AlarmsFunctionErrors"));
    assertTrue(
        alias.at("/UpdatePolicy/CodeDeployLambdaAliasUpdate").toString().contains("Release"));
    assertTrue(DEV.resources("AWS::CodeDeploy::DeploymentGroup").isEmpty());
  }

  @Test
  void migrationStartsOnlyOnceItCanReachDatabaseAndSecret() {
    String dependencies =
        DEV.onlyResource("Custom::Trigger").getValue().get("DependsOn").toString();

    assertTrue(dependencies.contains("DatabasePostgres"));
    assertTrue(dependencies.contains("NetworkSecrets"));
    DEV.resources("AWS::EC2::SecurityGroupEgress").keySet().stream()
        .filter(id -> id.contains("MigratorGroup"))
        .forEach(id -> assertTrue(dependencies.contains(logicalId(id)), id));
  }

  @Test
  void anAccountThatCannotReserveConcurrencyDoesNotTry() {
    Synthesis account = Synthesis.NEW_ACCOUNT;
    for (JsonNode function : List.of(account.collector(), account.migrator(), account.writer())) {
      assertFalse(function.has("ReservedConcurrentExecutions"));
    }
  }

  @Test
  void upkeepRunsEveryQuarterHour() {
    JsonNode schedule = DEV.only("AWS::Scheduler::Schedule");

    assertEquals("rate(15 minutes)", schedule.get("ScheduleExpression").asText());
    assertEquals("ENABLED", schedule.get("State").asText());
    assertEquals("{}", schedule.at("/Target/Input").asText());
    assertTrue(schedule.at("/Target/Arn").toString().contains("MigratorFunction"));
  }

  private static String logicalId(String stackAndId) {
    return stackAndId.substring(stackAndId.indexOf('/') + 1);
  }
}
