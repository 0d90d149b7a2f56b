package dev.footfall.count;

import dev.footfall.database.Database;
import dev.footfall.query.Times;
import dev.footfall.query.Window;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Measures a campaign's ingestion lag, with {@code measure_lag} in the database. */
@ApplicationScoped
class LagStore {
  /** The number of events that are measured, the newest ones. */
  static final int SAMPLE = 10_000;

  private final Database database;

  LagStore(Database database) {
    this.database = database;
  }

  private static final String LAG =
      """
      SELECT events, p50, p95, p99, max
      FROM measure_lag(campaign => $1, since => $2, until => $3, most => $4)
      """;

  Uni<Lag> lag(UUID campaign, Window window) {
    Tuple parameters = Tuple.of(campaign, Times.utc(window.from()), Times.utc(window.to()), SAMPLE);
    return database
        .query("lag", LAG, parameters, row -> lag(campaign, window, row))
        .map(rows -> rows.get(0));
  }

  private static Lag lag(UUID campaign, Window window, Row row) {
    return new Lag(
        campaign,
        Times.utc(window.from()),
        Times.utc(window.to()),
        row.getLong(0),
        row.getLong(1),
        row.getLong(2),
        row.getLong(3),
        row.getLong(4));
  }
}
