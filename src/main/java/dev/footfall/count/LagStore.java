package dev.footfall.count;

import dev.footfall.database.Database;
import dev.footfall.query.Times;
import dev.footfall.query.Window;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Measures a campaign's ingestion lag. */
@ApplicationScoped
class LagStore {
  /** The newest events that are looked at. */
  static final int SAMPLE = 10_000;

  private final Database database;

  LagStore(Database database) {
    this.database = database;
  }

  /**
   * The counters tell from which quarter-hour on the newest events lie, so that the index is read
   * from there only.
   */
  private static final String LAG =
      """
      WITH bucket AS (
        SELECT bucket, sum(n) FILTER (WHERE bucket <= $3::timestamptz - interval '15 minutes') AS n
        FROM event_counts
        WHERE campaign_id = $1 AND bucket > $2::timestamptz - interval '15 minutes' AND bucket < $3
        GROUP BY bucket
      ), filled AS (
        SELECT bucket, coalesce(sum(n) OVER (ORDER BY bucket DESC), 0) - coalesce(n, 0) AS newer
        FROM bucket
      ), reach AS (
        SELECT greatest(min(bucket), $2) AS start FROM filled WHERE newer < $4
      ), kind AS (
        SELECT DISTINCT event_type FROM event_counts, reach
        WHERE campaign_id = $1 AND bucket > reach.start - interval '15 minutes' AND bucket < $3
      ), newest AS (
        SELECT e.event_time, e.created_at
        FROM kind CROSS JOIN reach CROSS JOIN LATERAL (
          SELECT event_time, created_at FROM events
          WHERE campaign_id = $1 AND event_type = kind.event_type
            AND event_time >= reach.start AND event_time < $3
          ORDER BY event_time DESC LIMIT $4) e
        ORDER BY e.event_time DESC LIMIT $4
      ), late AS (
        SELECT round(extract(epoch FROM created_at - event_time) * 1000)::bigint AS ms FROM newest
      )
      SELECT count(*), percentile_disc(0.5) WITHIN GROUP (ORDER BY ms),
             percentile_disc(0.95) WITHIN GROUP (ORDER BY ms),
             percentile_disc(0.99) WITHIN GROUP (ORDER BY ms), max(ms)
      FROM late
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
