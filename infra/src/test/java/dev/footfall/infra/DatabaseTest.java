package dev.footfall.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatabaseTest {
  private static final String INSTANCE = "AWS::RDS::DBInstance";
  private static final String PROXY = "AWS::RDS::DBProxy";

  @Test
  void productionSurvivesALostZoneAndAnOperatorsMistake() {
    JsonNode database = Synthesis.PROD.only(INSTANCE);

    assertTrue(database.get("MultiAZ").asBoolean());
    assertTrue(database.get("DeletionProtection").asBoolean());
    assertEquals(35, database.get("BackupRetentionPeriod").asInt());
    assertEquals("Snapshot", deletionPolicy(Synthesis.PROD));
  }

  @Test
  void devHasBackupsAndIsTornDownWithOneCommand() {
    JsonNode database = Synthesis.DEV.only(INSTANCE);

    assertFalse(database.get("DeletionProtection").asBoolean());
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
        assertTrue(database.path("StorageEncrypted").asBoolean() || database.has("KmsKeyId"));
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
