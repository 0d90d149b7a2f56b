package dev.footfall.database;

import static dev.footfall.testsupport.Together.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.CapturedLog;
import dev.footfall.testsupport.Loopback;
import dev.footfall.testsupport.TlsServer;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which server the collector connects to and how it signs in; it starts without one, too. */
class CollectorPoolTest {
  private static final String SSL = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";

  /** All that the client reports; the refused pools differ only in host or authority. */
  private static final String REFUSED = "SSL handshake failed";

  private static final Duration TEST_LIMIT = Duration.ofSeconds(10);

  @TempDir static Path directory;
  @AutoClose private static TlsServer server;

  private final Vertx vertx = Vertx.vertx();
  private final Map<String, String> properties =
      new HashMap<>(Map.of("tls", "verify-full", "connect-timeout", "PT20S"));

  @BeforeAll
  static void startServer() throws Exception {
    server = new TlsServer(directory);
  }

  @BeforeEach
  void thePasswordIsSecret() {
    server.setPassword("secret");
  }

  @AfterEach
  void closeConnections() throws Exception {
    await(vertx.close());
  }

  private Pool pool(String host, Supplier<String> password) {
    return collectorPool().create(input(host), password);
  }

  private Pool trustingPool(String host, Supplier<String> password) {
    properties.put("tls-authorities", server.authority());
    return pool(host, password);
  }

  private CollectorPool collectorPool() {
    return new CollectorPool(Configured.database(properties));
  }

  private Input input(String host) {
    return new Input(vertx, new PoolOptions(), List.of(address(host)));
  }

  private static PgConnectOptions address(String host) {
    return new PgConnectOptions().setHost(host).setPort(server.port()).setDatabase("postgres");
  }

  private record Input(
      Vertx vertx, PoolOptions poolOptions, List<PgConnectOptions> pgConnectOptionsList)
      implements PgPoolCreator.Input {}

  private static void assertEncrypted(Pool pool) throws Exception {
    assertTrue(await(pool.query(SSL).execute()).iterator().next().getBoolean(0));
  }

  private static Throwable failure(Pool pool) {
    return assertThrows(ExecutionException.class, () -> await(pool.query(SSL).execute()))
        .getCause();
  }

  @Test
  void theConnectionIsEncrypted() throws Exception {
    assertEncrypted(trustingPool("localhost", () -> "secret"));
  }

  @Test
  void aCertificateForAnotherHostIsRefused() {
    assertEquals(REFUSED, failure(trustingPool("127.0.0.1", () -> "secret")).getMessage());
  }

  @Test
  void aCertificateOfAnAuthorityThatTheJdkDoesNotKnowIsRefused() {
    assertEquals(REFUSED, failure(pool("localhost", () -> "secret")).getMessage());
  }

  @Test
  void withoutAFileTheAuthoritiesOfTheJdkCount() throws Exception {
    System.setProperty("javax.net.ssl.trustStore", server.trustStore());
    Pool pool;
    try {
      pool = pool("localhost", () -> "secret");
    } finally {
      System.clearProperty("javax.net.ssl.trustStore");
    }

    assertEncrypted(pool);
  }

  @Test
  void eachConnectionAsksForItsPassword() throws Exception {
    AtomicReference<String> password = new AtomicReference<>("secret");
    Pool pool = trustingPool("localhost", password::get);
    SqlConnection first = await(pool.getConnection());
    server.setPassword("second");
    password.set("second");

    SqlConnection second = await(pool.getConnection());

    assertNotEquals(backend(first), backend(second));
  }

  private static int backend(SqlConnection connection) throws Exception {
    String sql = "SELECT pg_backend_pid()";
    return await(connection.query(sql).execute()).iterator().next().getInteger(0);
  }

  @Test
  void aRefusedPasswordIsNeitherLoggedNorInTheException() {
    Pool pool = trustingPool("localhost", () -> "db/?X-Amz-Signature=wrong");

    try (CapturedLog log = CapturedLog.ofEverything()) {
      Throwable refusal = failure(pool);

      assertInstanceOf(PgException.class, refusal);
      StringWriter trace = new StringWriter();
      refusal.printStackTrace(new PrintWriter(trace));
      assertFalse(trace.toString().contains("X-Amz"), refusal::toString);
      assertFalse(log.text().isEmpty(), "nothing was logged");
      assertFalse(log.text().contains("X-Amz"), log::text);
    }
  }

  @Test
  void noTokenOfIamIsSentToAServerWhoseCertificateIsNotVerified() {
    properties.remove("tls");
    properties.put("authentication", "iam");
    CollectorPool creator = collectorPool();

    Exception refusal =
        assertThrows(IllegalStateException.class, () -> creator.create(input("localhost")));

    assertTrue(refusal.getMessage().contains("footfall.database.tls=verify-full"));
  }

  @Test
  void withIamThePasswordIsATokenForThisServerAndRole() {
    properties.put("authentication", "iam");
    Map<String, String> environment =
        Map.of("AWS_REGION", "eu-west-1", "AWS_ACCESS_KEY_ID", "a", "AWS_SECRET_ACCESS_KEY", "b");

    String password = collectorPool().password(address("db.test"), environment).get();

    assertTrue(password.startsWith("db.test:" + server.port() + "/?"), password);
    assertTrue(password.contains("&DBUser=footfall_collector&"), password);
  }

  @Test
  void withoutAServerTheCollectorStarts() {
    assertStarts(Loopback.freePort(), "Starting without a database connection");
  }

  @Test
  void theCollectorWaitsForASilentServerNoLongerThanTheConnectTimeout() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertStarts(silent.getLocalPort(), "TimeoutException");
    }
  }

  private void assertStarts(int port, String logged) {
    PgConnectOptions address =
        new PgConnectOptions().setHost("127.0.0.1").setPort(port).setDatabase("x").setUser("x");
    Pool pool = PgBuilder.pool().connectingTo(address).using(vertx).build();
    DatabaseConfig config = Configured.database(Map.of());
    FirstConnection first = new FirstConnection(new Connections(pool, config), config);
    try (CapturedLog log = CapturedLog.ofEverything()) {
      assertTimeoutPreemptively(TEST_LIMIT, first::open);

      assertTrue(log.text().contains(logged), log::text);
    }
  }
}
