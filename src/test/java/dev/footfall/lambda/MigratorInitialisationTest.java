package dev.footfall.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The migrator can start before there is a role to sign in as. */
@QuarkusTest
@TestProfile(MigratorInitialisationTest.InTheMigratorsRole.class)
class MigratorInitialisationTest {
  @Inject ConnectionsAtStart connections;

  @Test
  void theMigratorOpensNoConnectionOfTheCollector() {
    assertEquals(0, connections.count());
  }

  public static class InTheMigratorsRole implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("footfall.function.role", "migrator");
    }
  }
}
