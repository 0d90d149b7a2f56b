package dev.footfall.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RestoreTest {
  private static final String INSTANCE = "AWS::RDS::DBInstance";

  @Test
  void aNewDatabaseIsMadeFromNothing() {
    for (String name : List.of("DBSnapshotIdentifier", "SourceDbiResourceId", "RestoreTime")) {
      assertFalse(Synthesis.PROD.only(INSTANCE).has(name), name);
    }
    assertEquals("footfall_owner", Synthesis.PROD.only(INSTANCE).get("MasterUsername").asText());
  }

  @Test
  void aSnapshotBringsOwnerDatabaseAndEncryptionAndGetsASecretOfItsOwn() {
    JsonNode database = Synthesis.RESTORED.only(INSTANCE);

    assertEquals("rds:footfall-2026-11-28", database.get("DBSnapshotIdentifier").asText());
    assertRestored(database);
  }

  @Test
  void aPointInTimeIsTheLatestUnlessATimeIsSaid() {
    JsonNode latest = new Synthesis(Map.of("restore-resource", "db-ABC")).only(INSTANCE);
    JsonNode earlier =
        new Synthesis(Map.of("restore-resource", "db-ABC", "restore-time", "2026-11-28T12:00:00Z"))
            .only(INSTANCE);

    assertTrue(latest.get("UseLatestRestorableTime").asBoolean());
    assertEquals("db-ABC", earlier.get("SourceDbiResourceId").asText());
    assertEquals("2026-11-28T12:00:00Z", earlier.get("RestoreTime").asText());
    assertFalse(earlier.has("UseLatestRestorableTime"));
    assertRestored(latest);
    assertRestored(earlier);
  }

  private static void assertRestored(JsonNode database) {
    for (String inherited : List.of("MasterUsername", "DBName", "StorageEncrypted")) {
      assertFalse(database.has(inherited), inherited);
    }
    assertTrue(database.get("ManageMasterUserPassword").asBoolean());
    assertTrue(database.get("EnableIAMDatabaseAuthentication").asBoolean());
    assertTrue(database.has("DBParameterGroupName"));
  }
}
