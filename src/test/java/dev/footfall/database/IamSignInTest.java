package dev.footfall.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.testsupport.ScratchDatabase;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On RDS the upkeep lets the collector's role sign in with IAM tokens. */
@QuarkusTest
class IamSignInTest {
  private static final String MAY_SIGN_IN_WITH_IAM =
      "SELECT pg_has_role('footfall_collector', 'rds_iam', 'member')";

  private static final DatabaseConfig IAM =
      new SmallRyeConfigBuilder()
          .withMapping(DatabaseConfig.class)
          .withSources(
              new PropertiesConfigSource(
                  Map.of(
                      "footfall.database.url", "postgresql://proxy.example:5432/footfall",
                      "footfall.database.authentication", "iam"),
                  "test",
                  0))
          .build()
          .getConfigMapping(DatabaseConfig.class);

  @Inject DataSource owner;
  private final Upkeep upkeep;

  IamSignInTest(Instance<Flyway> flyway, Instance<DataSource> owner, RetentionConfig retention) {
    upkeep = new Upkeep(flyway, owner, retention, IAM);
  }

  @BeforeEach
  void theServerIsOneOfRds() throws Exception {
    sql("CREATE ROLE rds_iam");
  }

  @AfterEach
  void itIsNoLonger() throws Exception {
    sql("DROP ROLE rds_iam");
  }

  private void sql(String statement) throws Exception {
    try (var connection = owner.getConnection();
        var execution = connection.createStatement()) {
      execution.execute(statement);
    }
  }

  private List<String> mayTheCollectorSignIn() throws Exception {
    try (var connection = owner.getConnection()) {
      return ScratchDatabase.rows(connection, MAY_SIGN_IN_WITH_IAM);
    }
  }

  @Test
  void theCollectorMaySignInAfterIt() throws Exception {
    List<String> before = mayTheCollectorSignIn();

    upkeep.run();

    assertEquals(List.of("f"), before);
    assertEquals(List.of("t"), mayTheCollectorSignIn());
  }

  @Test
  void fourAtOnceGrantItOnce() throws Exception {
    ExecutorService four = Executors.newFixedThreadPool(4);
    try {
      for (Future<Upkeep.Report> run :
          four.invokeAll(Collections.nCopies(4, (Callable<Upkeep.Report>) upkeep::run))) {
        run.get();
      }
    } finally {
      four.shutdown();
    }

    assertEquals(List.of("t"), mayTheCollectorSignIn());
  }
}
