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
import org.junit.jupiter.api.Test;

class DatabaseTest {
  private static final String INSTANCE = "AWS::RDS::DBInstance";
  private static final String PROTECTION = "Custom::DeletionProtection";
  private static final String PROXY = "AWS::RDS::DBProxy";

  @Test
  void productionSurvivesALostZoneAndAnOperatorsMistake() {
    JsonNode database = Synthesis.PROD.only(INSTANCE);

    assertTrue(database.get("MultiAZ").asBoolean());
    assertEquals(35, database.get("BackupRetentionPeriod").asInt());
    assertEquals("Snapshot", deletionPolicy(Synthesis.PROD));
  }

  /** Else CloudFormation could not remove the database when the deployment is rolled back. */
  @Test
  void productionIsProtectedFromDeletionOnlyOnceAllElseExists() {
    JsonNode protection = Synthesis.PROD.onlyResource(PROTECTION).getValue();
    Set<String> before = new TreeSet<>();
    protection.get("DependsOn").forEach(id -> before.add(id.asText()));

    assertTrue(
        protection.get("Properties").get("Update").toString().contains("DeletionProtection"));
    for (String type :
        List.of(
            "AWS::Lambda::Alias",
            "AWS::ApiGatewayV2::Stage",
            "AWS::RDS::DBProxy",
            "AWS::CloudWatch::Dashboard",
            "Custom::Trigger")) {
      String id = Synthesis.PROD.onlyResource(type).getKey().replaceAll(".*/", "");
      assertTrue(before.contains(id), type);
    }
    assertFalse(Synthesis.PROD.only(INSTANCE).has("DeletionProtection"));
  }

  @Test
  void postgresLogIsExportedAndQuotesNoEvent() {
    assertEquals(
        "[\"postgresql\"]",
        Synthesis.DEV.only(INSTANCE).get("EnableCloudwatchLogsExports").toString());
    assertEquals(7, Synthesis.DEV.only("Custom::LogRetention").get("RetentionInDays").asInt());
    assertEquals("terse", DatabaseParameters.of(Stage.DEV).get("log_error_verbosity"));
  }

  @Test
  void devHasBackupsAndIsTornDownWithOneCommand() {
    JsonNode database = Synthesis.DEV.only(INSTANCE);

    assertFalse(database.has("DeletionProtection"));
    assertEquals(Map.of(), Synthesis.DEV.resources(PROTECTION));
    assertEquals("Delete", deletionPolicy(Synthesis.DEV));
    assertTrue(database.get("BackupRetentionPeriod").asInt() > 0);
  }

  @Test
  void databaseRunsPostgres18AndRequiresTls() {
    JsonNode database = Synthesis.DEV.only(INSTANCE);
    JsonNode parameters = Synthesis.DEV.only("AWS::RDS::DBParameterGroup");

    assertTrue(database.get("EngineVersion").asText().startsWith("18."));
    assertEquals("postgres18", parameters.get("Family").asText());
    assertEquals("1", parameters.at("/Parameters/rds.force_ssl").asText());
    assertTrue(database.get("EnableIAMDatabaseAuthentication").asBoolean());
    assertTrue(database.get("ManageMasterUserPassword").asBoolean());
  }

  @Test
  void everyDatabaseIsPrivateAndEncrypted() {
    for (Synthesis each : Synthesis.all()) {
      for (JsonNode database : each.properties(INSTANCE).values()) {
        assertFalse(database.get("PubliclyAccessible").asBoolean());
        assertTrue(
            database.path("StorageEncrypted").asBoolean()
                || database.has("KmsKeyId")
                || database.has("DBSnapshotIdentifier"),
            "a snapshot is as encrypted as the database was");
      }
    }
  }

  @Test
  void parametersFollowTheStage() {
    Map<String, String> parameters = DatabaseParameters.of(Stage.PROD);

    assertEquals("400", parameters.get("max_connections"));
    assertEquals("1", parameters.get("rds.force_ssl"));
    assertEquals("on", parameters.get("synchronous_commit"));
    assertEquals("0", parameters.get("log_parameter_max_length"));
  }

  @Test
  void proxyUsesIamOnBothSidesAndNoSecret() {
    JsonNode proxy = Synthesis.DEV.only(PROXY);

    assertEquals("IAM_AUTH", proxy.get("DefaultAuthScheme").asText());
    assertFalse(proxy.has("Auth"), "it has a secret");
    assertTrue(proxy.get("RequireTLS").asBoolean());
  }

  @Test
  void proxiesOfTwoStagesHaveDifferentNames() {
    assertNotEquals(
        Synthesis.DEV.only(PROXY).get("DBProxyName"),
        Synthesis.PROD.only(PROXY).get("DBProxyName"));
  }

  private static String deletionPolicy(Synthesis synthesis) {
    return synthesis.onlyResource(INSTANCE).getValue().get("DeletionPolicy").asText();
  }
}
