package dev.footfall.database;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/** Makes the pool as {@link DatabaseConfig} says, fit for a transaction-mode proxy. */
@Singleton
class CollectorPool implements PgPoolCreator {
  private final DatabaseConfig config;

  CollectorPool(DatabaseConfig config) {
    this.config = config;
  }

  @Override
  public Pool create(Input input) {
    PgConnectOptions connect = input.pgConnectOptionsList().get(0);
    connect.setUser(config.username());
    config.password().ifPresent(connect::setPassword);
    connect.setConnectTimeout((int) config.connectTimeout().toMillis());
    // The proxy gives each statement another server connection, which knows no prepared statement.
    connect.setCachePreparedStatements(false);
    connect.setUseLayer7Proxy(true);
    PoolOptions pool =
        input
            .poolOptions()
            .setMaxSize(config.poolSize())
            .setConnectionTimeout((int) config.connectTimeout().toMillis())
            .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
            .setMaxLifetime((int) config.maxLifetime().toMillis())
            .setMaxLifetimeUnit(TimeUnit.MILLISECONDS);
    return PgBuilder.pool().with(pool).connectingTo(connect).using(input.vertx()).build();
  }
}
