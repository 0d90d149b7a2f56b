package dev.footfall.database;

import static dev.footfall.testsupport.Together.together;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.testsupport.Owner;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On RDS, upkeep lets the role of the collector sign in with tokens of IAM. */
@QuarkusTest
class IamSignInTest {
  private static final String MAY_SIGN_IN_WITH_IAM =
      "SELECT pg_has_role('footfall_collector', 'rds_iam', 'member')";

  private static final DatabaseConfig IAM = Configured.database(Map.of("authentication", "iam"));

  @Inject Owner owner;

  private final Upkeep upkeep;

  IamSignInTest(
      Instance<Flyway> flyway,
      Instance<DataSource> owner,
      RetentionConfig retention,
      AmountsConfig amounts,
      BreakdownsConfig breakdowns) {
    upkeep = new Upkeep(flyway, owner, retention, amounts, breakdowns, IAM);
  }

  @BeforeEach
  void makeTheServerLikeRds() {
    owner.execute("CREATE ROLE rds_iam");
  }

  @AfterEach
  void dropTheRole() {
    owner.execute("DROP ROLE rds_iam");
  }

  @Test
  void fourRunsAtOnceLetTheCollectorSignIn() throws Exception {
    String before = owner.value(MAY_SIGN_IN_WITH_IAM);
    Callable<Upkeep.Report> run = upkeep::run;

    together(Collections.nCopies(4, run));

    assertEquals("f", before);
    assertEquals("t", owner.value(MAY_SIGN_IN_WITH_IAM));
  }
}
