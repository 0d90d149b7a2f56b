package dev.footfall.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A request that needs several statements is answered as soon as one that needs a single one. */
@QuarkusTest
class TimeLimitTest {
  private static final Duration TEST_LIMIT = Duration.ofSeconds(20);

  @Inject Pool pool;

  @Test
  void aStatementWithinTheLimitIsAnswered() {
    Database database = limited();

    List<Integer> rows = database.inTime("one", sleep(database, 0)).await().atMost(TEST_LIMIT);

    assertEquals(List.of(1), rows);
  }

  @Test
  void statementsThatAreOverTheLimitTogetherAreUnavailable() {
    Database database = limited();
    Uni<List<Integer>> two = sleep(database, 0.6).chain(() -> sleep(database, 0.6));

    assertThrows(Unavailable.class, () -> database.inTime("two", two).await().atMost(TEST_LIMIT));
  }

  private Database limited() {
    DatabaseConfig config =
        Configured.database(
            Map.of("timeout", "PT1S", "attempt-timeout", "PT1S", "max-lifetime", "PT1S"));
    return new Database(new Connections(pool, config), config, new SimpleMeterRegistry());
  }

  private static Uni<List<Integer>> sleep(Database database, double seconds) {
    return database.query(
        "sleep", "SELECT 1 FROM pg_sleep($1)", Tuple.of(seconds), row -> row.getInteger(0));
  }
}
