package dev.footfall.database;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.LogText;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A database that is away does not keep the collector from starting. */
class FirstConnectionTest {
  private static final Duration TEST_LIMIT = Duration.ofSeconds(10);

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void closeConnections() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void nobodyThereIsNoFailure() throws IOException {
    FirstConnection first = first(freePort());

    try (LogText log = LogText.ofEverything()) {
      assertTimeoutPreemptively(TEST_LIMIT, first::open);

      assertTrue(log.text().contains("Starting without a database connection"), log::text);
    }
  }

  @Test
  void aServerThatNeverAnswersIsWaitedForNoLongerThanTheConnectTimeout() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        LogText log = LogText.ofEverything()) {
      FirstConnection first = first(silent.getLocalPort());

      assertTimeoutPreemptively(TEST_LIMIT, first::open);

      assertTrue(log.text().contains("TimeoutException"), log::text);
    }
  }

  private FirstConnection first(int port) {
    PgConnectOptions address =
        new PgConnectOptions().setHost("127.0.0.1").setPort(port).setDatabase("x").setUser("x");
    DatabaseConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(DatabaseConfig.class)
            .withSources(
                new PropertiesConfigSource(
                    Map.of("footfall.database.url", "not read here"), "test", 0))
            .build()
            .getConfigMapping(DatabaseConfig.class);
    return new FirstConnection(
        Pool.newInstance(PgBuilder.pool().connectingTo(address).using(vertx).build()), config);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
