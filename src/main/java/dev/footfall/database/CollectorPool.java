package dev.footfall.database;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.TrustOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.spi.ConnectionFactory;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.TrustManagerFactory;

/**
 * Creates the pool from {@link DatabaseConfig}, suited to a transaction-mode proxy. A connection
 * attempt never holds its slot for longer than the connect time-out.
 */
@Singleton
class CollectorPool implements PgPoolCreator {
  private final DatabaseConfig config;

  CollectorPool(DatabaseConfig config) {
    this.config = config;
  }

  @Override
  public Pool create(Input input) {
    PgConnectOptions server = input.pgConnectOptionsList().get(0);
    return create(input, password(server, System.getenv()));
  }

  /**
   * @param password called for each new connection
   */
  Pool create(Input input, Supplier<String> password) {
    PgConnectOptions connect = connect(input.pgConnectOptionsList().get(0));
    PoolOptions options =
        input
            .poolOptions()
            .setMaxSize(config.poolSize())
            .setConnectionTimeout(connectMillis())
            .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
            .setMaxLifetime(lifetimeMillis())
            .setMaxLifetimeUnit(TimeUnit.MILLISECONDS);
    Pool pool = PgBuilder.pool().with(options).connectingTo(connect).using(input.vertx()).build();
    return bounded(pool, input.vertx(), () -> signedIn(connect, password.get()));
  }

  /** The copy constructor loses useLayer7Proxy. */
  private static Future<PgConnectOptions> signedIn(PgConnectOptions connect, String password) {
    return Future.succeededFuture(
        new PgConnectOptions(connect).setUseLayer7Proxy(true).setPassword(password));
  }

  /**
   * The driver's time-out covers only the TCP handshake: a peer that accepts and stays silent would
   * hold the slot for ever. The builder offers no other way to bound the sign-in.
   */
  @SuppressWarnings("deprecation")
  private Pool bounded(Pool pool, Vertx vertx, Supplier<Future<PgConnectOptions>> connect) {
    ConnectionFactory factory = PgDriver.INSTANCE.createConnectionFactory(vertx, connect);
    return pool.connectionProvider(
        context -> factory.connect(context).timeout(connectMillis(), TimeUnit.MILLISECONDS));
  }

  private int connectMillis() {
    return (int) config.connectTimeout().toMillis();
  }

  private int lifetimeMillis() {
    return (int) config.maxLifetime().toMillis();
  }

  private PgConnectOptions connect(PgConnectOptions server) {
    PgConnectOptions connect = new PgConnectOptions(server);
    connect.setUser(config.username());
    connect.setConnectTimeout(connectMillis());
    // The proxy may run each statement on another server connection, which has no prepared
    // statements.
    connect.setCachePreparedStatements(false);
    connect.setUseLayer7Proxy(true);
    // Also closes the sockets of abandoned connection attempts.
    connect.setReadIdleTimeout(lifetimeMillis());
    connect.setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    if (config.tls() == DatabaseConfig.Tls.VERIFY_FULL) {
      connect
          .setSslMode(SslMode.VERIFY_FULL)
          .setHostnameVerificationAlgorithm("HTTPS")
          .setTrustOptions(authorities());
    }
    return connect;
  }

  Supplier<String> password(PgConnectOptions server, Map<String, String> environment) {
    if (config.authentication() == DatabaseConfig.Authentication.PASSWORD) {
      String password = config.password().orElse(server.getPassword());
      return () -> password;
    }
    if (config.tls() != DatabaseConfig.Tls.VERIFY_FULL) {
      throw new IllegalStateException(
          "authentication by IAM needs footfall.database.tls=verify-full:"
              + " its token is sent as it is, to whoever answers");
    }
    return new IamToken(
        environment, server.getHost(), server.getPort(), config.username(), Clock.systemUTC());
  }

  private TrustOptions authorities() {
    return config
        .tlsAuthorities()
        .<TrustOptions>map(file -> new PemTrustOptions().addCertPath(file))
        .orElseGet(CollectorPool::authoritiesOfJava);
  }

  /** The JDK's, or those of the JDK that built the native image; Vert.x has no default. */
  private static TrustOptions authoritiesOfJava() {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init((KeyStore) null);
      return TrustOptions.wrap(trust);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java's own trust store cannot be read", e);
    }
  }
}
