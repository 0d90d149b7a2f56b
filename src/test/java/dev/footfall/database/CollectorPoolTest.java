package dev.footfall.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.CapturedLog;
import dev.footfall.testsupport.FreePort;
import dev.footfall.testsupport.TlsServer;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Future;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whom the collector connects to, and how it proves who it is; a database that is away does not
 * keep it from starting.
 */
class CollectorPoolTest {
  private static final String SSL = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";

  /** The client tells no more; the tests that connect differ in nothing but host or authority. */
  private static final String REFUSED = "SSL handshake failed";

  @TempDir static Path directory;
  @AutoClose private static TlsServer server;

  private static final Duration TEST_LIMIT = Duration.ofSeconds(10);

  private final Vertx vertx = Vertx.vertx();
  private final Map<String, String> properties = new HashMap<>();

  @BeforeAll
  static void startServer() throws Exception {
    server = TlsServer.start(directory);
  }

  @BeforeEach
  void thePasswordIsSecret() {
    server.setPassword("secret");
  }

  @AfterEach
  void closeConnections() throws Exception {
    get(vertx.close());
  }

  private static boolean encrypted(Pool pool) throws Exception {
    return get(pool.query(SSL).execute()).iterator().next().getBoolean(0);
  }

  private static void assertRefused(Pool pool) {
    assertEquals(REFUSED, failure(pool.query(SSL).execute()).getMessage());
  }

  @Test
  void theConnectionIsEncrypted() throws Exception {
    assertTrue(encrypted(verifyingPool("localhost", () -> "secret")));
  }

  @Test
  void aCertificateForAnotherHostIsRefused() {
    assertRefused(verifyingPool("127.0.0.1", () -> "secret"));
  }

  @Test
  void aCertificateOfAnAuthorityThatTheJdkDoesNotKnowIsRefused() {
    properties.put("tls", "verify-full");
    assertRefused(pool("localhost", () -> "secret"));
  }

  @Test
  void withoutAFileTheAuthoritiesOfTheJdkCount() throws Exception {
    properties.put("tls", "verify-full");
    System.setProperty("javax.net.ssl.trustStore", server.trustStore());
    Pool pool;
    try {
      pool = pool("localhost", () -> "secret");
    } finally {
      System.clearProperty("javax.net.ssl.trustStore");
    }

    assertTrue(encrypted(pool));
  }

  @Test
  void eachConnectionAsksForItsPassword() throws Exception {
    AtomicReference<String> password = new AtomicReference<>("secret");
    Pool pool = verifyingPool("localhost", password::get);
    SqlConnection first = get(pool.getConnection());
    server.setPassword("second");
    password.set("second");

    SqlConnection second = get(pool.getConnection());

    assertNotEquals(backend(first), backend(second));
  }

  @Test
  void aPasswordThatIsRefusedIsToldToNobody() throws Exception {
    Pool pool = verifyingPool("localhost", () -> "db/?X-Amz-Signature=wrong");

    try (CapturedLog log = CapturedLog.ofEverything()) {
      Throwable refusal = failure(pool.query(SSL).execute());

      assertInstanceOf(PgException.class, refusal);
      StringWriter trace = new StringWriter();
      refusal.printStackTrace(new PrintWriter(trace));
      assertFalse(trace.toString().contains("X-Amz"), refusal::toString);
      assertFalse(log.text().isEmpty(), "nothing was logged");
      assertFalse(log.text().contains("X-Amz"), log::text);
    }
  }

  @Test
  void noTokenOfIamIsSentToAServerThatDoesNotProveWhoItIs() {
    properties.put("authentication", "iam");
    CollectorPool creator = new CollectorPool(config());

    IllegalStateException refusal =
        assertThrows(IllegalStateException.class, () -> creator.create(input("localhost")));

    assertTrue(refusal.getMessage().contains("footfall.database.tls=verify-full"));
  }

  @Test
  void withIamThePasswordIsATokenForThisServerAndRole() {
    properties.put("authentication", "iam");
    properties.put("tls", "verify-full");
    Map<String, String> environment =
        Map.of("AWS_REGION", "eu-west-1", "AWS_ACCESS_KEY_ID", "a", "AWS_SECRET_ACCESS_KEY", "b");

    String password = new CollectorPool(config()).password(address("db.test"), environment).get();

    assertTrue(password.startsWith("db.test:" + server.port() + "/?"), password);
    assertTrue(password.contains("&DBUser=footfall_collector&"), password);
  }

  private static int backend(SqlConnection connection) throws Exception {
    String sql = "SELECT pg_backend_pid()";
    return get(connection.query(sql).execute()).iterator().next().getInteger(0);
  }

  private Pool verifyingPool(String host, Supplier<String> password) {
    properties.put("tls", "verify-full");
    properties.put("tls-authorities", server.authority());
    return pool(host, password);
  }

  private Pool pool(String host, Supplier<String> password) {
    return new CollectorPool(config()).create(input(host), password);
  }

  private DatabaseConfig config() {
    properties.put("connect-timeout", "PT20S");
    return Configured.database(properties);
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

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private static Throwable failure(Future<?> future) {
    return assertThrows(ExecutionException.class, () -> get(future)).getCause();
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
