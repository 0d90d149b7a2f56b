package dev.footfall.database;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.CapturedLog;
import dev.footfall.testsupport.FreePort;
import io.vertx.core.Vertx;
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
  void nobodyThereIsNoFailure() {
    FirstConnection first = first(FreePort.find());

    try (CapturedLog log = CapturedLog.ofEverything()) {
      assertTimeoutPreemptively(TEST_LIMIT, first::open);

      assertTrue(log.text().contains("Starting without a database connection"), log::text);
    }
  }

  @Test
  void aServerThatNeverAnswersIsWaitedForNoLongerThanTheConnectTimeout() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        CapturedLog log = CapturedLog.ofEverything()) {
      FirstConnection first = first(silent.getLocalPort());

      assertTimeoutPreemptively(TEST_LIMIT, first::open);

      assertTrue(log.text().contains("TimeoutException"), log::text);
    }
  }

  private FirstConnection first(int port) {
    PgConnectOptions address =
        new PgConnectOptions().setHost("127.0.0.1").setPort(port).setDatabase("x").setUser("x");
    DatabaseConfig config = Configured.database(Map.of());
    return new FirstConnection(
        new Connections(PgBuilder.pool().connectingTo(address).using(vertx).build(), config),
        config);
  }
}
