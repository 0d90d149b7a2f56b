package dev.footfall.database;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.spi.PgDriver;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.spi.ConnectionFactory;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/**
 * Makes the pool as {@link DatabaseConfig} says, fit for a transaction-mode proxy. No connection
 * that is being made holds its slot for longer than the connect time-out.
 */
@Singleton
class CollectorPool implements PgPoolCreator {
  private final DatabaseConfig config;

  CollectorPool(DatabaseConfig config) {
    this.config = config;
  }

  @Override
  public Pool create(Input input) {
    PgConnectOptions connect = fit(input.pgConnectOptionsList().get(0));
    PoolOptions options =
        input
            .poolOptions()
            .setMaxSize(config.poolSize())
            .setConnectionTimeout(connectMillis())
            .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
            .setMaxLifetime(lifetimeMillis())
            .setMaxLifetimeUnit(TimeUnit.MILLISECONDS);
    Pool pool = PgBuilder.pool().with(options).connectingTo(connect).using(input.vertx()).build();
    return bounded(pool, input.vertx(), connect);
  }

  private PgConnectOptions fit(PgConnectOptions connect) {
    connect.setUser(config.username());
    config.password().ifPresent(connect::setPassword);
    connect.setConnectTimeout(connectMillis());
    // The proxy gives each statement another server connection, which knows no prepared statement.
    connect.setCachePreparedStatements(false);
    connect.setUseLayer7Proxy(true);
    // Closes also the sockets of those that were given up while they were being made.
    connect.setReadIdleTimeout(lifetimeMillis());
    connect.setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    return connect;
  }

  /**
   * The driver's own time-out ends once TCP is connected: a peer that accepts and then says nothing
   * would hold the slot for ever. The builder has no other way to say so than this.
   */
  @SuppressWarnings("deprecation")
  private Pool bounded(Pool pool, Vertx vertx, PgConnectOptions connect) {
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
}
