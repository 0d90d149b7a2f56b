package dev.footfall.database;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.sqlclient.PreparedQuery;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/**
 * Runs single statements, each within a time limit. A statement is retried once if it lost a race,
 * on the same connection, or if its connection failed, on a new one. So every statement must be
 * idempotent. One that reached the server's own time limit is not retried.
 */
@ApplicationScoped
public class Database {
  private static final Logger LOG = Logger.getLogger(Database.class);

  private final Connections connections;
  private final DatabaseConfig config;
  private final MeterRegistry meters;

  Database(Connections connections, DatabaseConfig config, MeterRegistry meters) {
    this.connections = connections;
    this.config = config;
    this.meters = meters;
  }

  /**
   * The statement's rows. Fails with {@link Unavailable} if the database does not answer in time,
   * with {@link DataError} if it refuses a value.
   *
   * @param name what the statement's timer is tagged with
   */
  public <T> Uni<List<T>> query(String name, String sql, Tuple parameters, Function<Row, T> read) {
    return Uni.createFrom()
        .deferred(() -> twice(name, sql, parameters))
        .ifNoItem()
        .after(config.timeout())
        .fail()
        .onFailure(SqlStates::isData)
        .transform(DataError::new)
        .onFailure(SqlStates::isTransient)
        .transform(failure -> unavailable(name, failure))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false))
        .map(rows -> rows.map(row -> read.apply(Row.newInstance(row))).toList());
  }

  /**
   * Work of several statements, within the time limit of one: a request that needs two may not take
   * twice as long. Fails with {@link Unavailable} when the limit is over.
   *
   * @param name what is logged then
   */
  public <T> Uni<T> inTime(String name, Uni<T> work) {
    return work.ifNoItem()
        .after(config.timeout())
        .fail()
        .onFailure(TimeoutException.class)
        .transform(failure -> unavailable(name, failure));
  }

  private Uni<RowSet<io.vertx.sqlclient.Row>> twice(String name, String sql, Tuple parameters) {
    return attempt(name, sql, parameters, Connections.ANY_AGE)
        .onFailure(SqlStates::isConnectionFault)
        // What broke one connection of the pool has most likely broken the others too.
        .recoverWithUni(() -> attempt(name, sql, parameters, System.currentTimeMillis()));
  }

  private Uni<RowSet<io.vertx.sqlclient.Row>> attempt(
      String name, String sql, Tuple parameters, long bornAfter) {
    Timer.Sample sample = Timer.start(meters);
    Future<RowSet<io.vertx.sqlclient.Row>> rows =
        connections.lend(bornAfter, connection -> execute(connection, sql, parameters));
    return UniHelper.toUni(rows)
        .onItemOrFailure()
        .invoke((answer, failure) -> sample.stop(timer(name, failure)));
  }

  /** Once more on the same connection if the statement lost a race. */
  private static Future<RowSet<io.vertx.sqlclient.Row>> execute(
      SqlConnection connection, String sql, Tuple parameters) {
    PreparedQuery<RowSet<io.vertx.sqlclient.Row>> query = connection.preparedQuery(sql);
    return query
        .execute(parameters.getDelegate())
        .recover(
            failure ->
                SqlStates.isLostRace(failure)
                    ? query.execute(parameters.getDelegate())
                    : Future.failedFuture(failure));
  }

  private static Unavailable unavailable(String name, Throwable failure) {
    LOG.warnf("Statement %s found the database unavailable: %s", name, failure);
    return new Unavailable(failure);
  }

  private Timer timer(String statement, Throwable failure) {
    return meters.timer(
        "footfall.database", "statement", statement, "outcome", failure == null ? "ok" : "failed");
  }
}
