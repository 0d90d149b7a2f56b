package dev.footfall.database;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/**
 * Runs single statements, each within a time limit. A statement whose connection breaks is tried
 * once more, so every statement given here must be idempotent.
 */
@ApplicationScoped
public class Database {
  private static final Logger LOG = Logger.getLogger(Database.class);
  private static final int RETRIES = 1;

  private final Pool pool;
  private final DatabaseConfig config;
  private final MeterRegistry meters;

  Database(Pool pool, DatabaseConfig config, MeterRegistry meters) {
    this.pool = pool;
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
        .deferred(() -> attempt(name, sql, parameters))
        .onFailure(SqlStates::isTransient)
        .retry()
        .atMost(RETRIES)
        .ifNoItem()
        .after(config.timeout())
        .fail()
        .onFailure(SqlStates::isData)
        .transform(DataError::new)
        .onFailure(SqlStates::isTransient)
        .transform(failure -> unavailable(name, failure))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(read).toList());
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

  private Uni<RowSet<Row>> attempt(String name, String sql, Tuple parameters) {
    Timer.Sample sample = Timer.start(meters);
    return pool.preparedQuery(sql)
        .execute(parameters)
        .ifNoItem()
        .after(config.attemptTimeout())
        .fail()
        .onItemOrFailure()
        .invoke((rows, failure) -> sample.stop(timer(name, failure)));
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
