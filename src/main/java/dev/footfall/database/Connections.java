package dev.footfall.database;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.impl.Connection;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.impl.SqlConnectionInternal;
import io.vertx.sqlclient.impl.pool.SqlConnectionPool.PooledConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Lends the pool's connections, each for one attempt. An attempt gives its slot back within its
 * time limit, whatever the peer does and whoever still waits for the answer.
 */
@ApplicationScoped
class Connections {
  /** For {@link #lend}: a connection made at any time will do. */
  static final long ANY_AGE = 0;

  private final Pool pool;
  private final DatabaseConfig config;

  Connections(Pool pool, DatabaseConfig config) {
    this.pool = pool;
    this.config = config;
  }

  /**
   * The work's result, over a connection that is within its lifetime and was made at this time or
   * later.
   *
   * @param bornAfter in milliseconds of wall-clock, since timers stand still while an instance is
   *     frozen
   */
  <T> Future<T> lend(long bornAfter, Function<SqlConnection, Future<T>> work) {
    long limit = config.attemptTimeout().toMillis();
    long start = System.nanoTime();
    long oldest = Math.max(bornAfter, System.currentTimeMillis() - lifetime());
    return borrow(oldest, config.poolSize())
        .compose(
            connection ->
                within(limit - millisSince(start), work.apply(connection))
                    .onSuccess(result -> connection.close())
                    .onFailure(failure -> giveBack(connection, failure)))
        .timeout(limit, TimeUnit.MILLISECONDS);
  }

  /** Cuts what is too old; no more than the pool holds, as a clock that is put back never ends. */
  private Future<SqlConnection> borrow(long oldest, int mostCuts) {
    return pool.getConnection()
        .compose(
            connection -> {
              connection.exceptionHandler(failure -> {}); // the statement's own failure tells it
              if (mostCuts == 0
                  || pooled(connection).lifetimeEvictionTimestamp - lifetime() >= oldest) {
                return Future.succeededFuture(connection);
              }
              cut(connection);
              return borrow(oldest, mostCuts - 1);
            });
  }

  private static <T> Future<T> within(long millis, Future<T> work) {
    return work.timeout(Math.max(1, millis), TimeUnit.MILLISECONDS);
  }

  /** A connection that answers, if only with a refusal, may be used again. */
  private static void giveBack(SqlConnection connection, Throwable failure) {
    if (failure instanceof PgException) {
      connection.close();
    } else {
      cut(connection);
    }
  }

  /**
   * Closes the socket, which frees the slot. Closing the connection would only return it to the
   * pool, or wait behind the statement that is never answered.
   */
  private static void cut(SqlConnection connection) {
    ((SocketConnectionBase) pooled(connection).unwrap()).socket().close();
  }

  private static PooledConnection pooled(SqlConnection connection) {
    Connection pooled = ((SqlConnectionInternal) connection).unwrap();
    return (PooledConnection) pooled;
  }

  private long lifetime() {
    return config.maxLifetime().toMillis();
  }

  private static long millisSince(long nanoTime) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanoTime);
  }
}
