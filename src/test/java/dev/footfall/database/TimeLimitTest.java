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
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A request that needs several statements is answered as soon as one that needs a single one. */
@QuarkusTest
class TimeLimitTest {
  private static final Duration LIMIT = Duration.ofSeconds(1);
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
    DatabaseConfig config = new Limits(LIMIT);
    return new Database(new Connections(pool, config), config, new SimpleMeterRegistry());
  }

  private static Uni<List<Integer>> sleep(Database database, double seconds) {
    return database.query(
        "sleep", "SELECT 1 FROM pg_sleep($1)", Tuple.of(seconds), row -> row.getInteger(0));
  }

  /** The defaults but for the time limit. */
  private record Limits(Duration timeout) implements DatabaseConfig {
    @Override
    public String url() {
      return "";
    }

    @Override
    public String username() {
      return "footfall_collector";
    }

    @Override
    public Optional<String> password() {
      return Optional.empty();
    }

    @Override
    public Authentication authentication() {
      return Authentication.PASSWORD;
    }

    @Override
    public Tls tls() {
      return Tls.DISABLE;
    }

    @Override
    public Optional<String> tlsAuthorities() {
      return Optional.empty();
    }

    @Override
    public int poolSize() {
      return 2;
    }

    @Override
    public Duration connectTimeout() {
      return timeout;
    }

    @Override
    public Duration maxLifetime() {
      return timeout;
    }

    @Override
    public Duration attemptTimeout() {
      return timeout;
    }
  }
}
