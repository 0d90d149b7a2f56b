package dev.footfall.count;

import dev.footfall.database.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZonedDateTime;
import java.util.List;

/** Counts a campaign's events, exactly at any boundary, without reading them. */
@ApplicationScoped
class CountStore {
  private final Database database;

  CountStore(Database database) {
    this.database = database;
  }

  /**
   * Whole quarter-hours from the counters; the ragged edges, each inside one quarter-hour, from the
   * index on the events, type by type. One statement is one snapshot, so both agree. An edge whose
   * events were dropped with their month cannot be counted any more, and says so.
   */
  static final String COUNT =
      """
      WITH edge AS (
        SELECT start, finish, date_bin('15 minutes', start, timestamptz '2000-01-01 00:00+00') AS bucket
        FROM unnest($3::timestamptz[], $4::timestamptz[]) AS e (start, finish)
      ), part AS (
        SELECT event_type, bucket AS start, n, false AS lost
        FROM event_counts
        WHERE campaign_id = $1 AND bucket >= $5 AND bucket < $6
          AND ($2::text[] IS NULL OR event_type = ANY ($2))
        UNION ALL
        SELECT c.event_type, edge.start,
               (SELECT count(*) FROM events e
                WHERE e.campaign_id = $1 AND e.event_type = c.event_type
                  AND e.event_time >= edge.start AND e.event_time < edge.finish),
               CASE WHEN edge.bucket <= (SELECT lost_until FROM retention) THEN
                 c.n > (SELECT count(*) FROM events e
                        WHERE e.campaign_id = $1 AND e.event_type = c.event_type
                          AND e.event_time >= edge.bucket
                          AND e.event_time < edge.bucket + interval '15 minutes')
               ELSE false END
        FROM edge CROSS JOIN LATERAL (
          SELECT event_type, sum(n) AS n FROM event_counts
          WHERE campaign_id = $1 AND bucket = edge.bucket
            AND ($2::text[] IS NULL OR event_type = ANY ($2))
          GROUP BY event_type) c
      )
      SELECT event_type, width_bucket(start, $7::timestamptz[]) - 1, sum(n)::bigint, bool_or(lost)
      FROM part GROUP BY 1, 2 HAVING sum(n) > 0 OR bool_or(lost) ORDER BY 1, 2 LIMIT $8
      """;

  /** One row for each type and bucket that has events, in this order. */
  Uni<List<Cell>> count(CountQuery query, Buckets buckets) {
    Tuple parameters =
        Tuple.tuple()
            .addUUID(query.campaignId())
            .addArrayOfString(
                query.eventTypes().isEmpty() ? null : query.eventTypes().toArray(String[]::new));
    Times.addWindow(parameters, query.window());
    parameters.addArrayOfOffsetDateTime(
        Times.array(buckets.starts().stream().map(ZonedDateTime::toInstant)));
    parameters.addInteger(Series.MOST_POINTS + 1);
    return database.query("count", COUNT, parameters, CountStore::cell);
  }

  private static Cell cell(Row row) {
    if (row.getBoolean(3)) {
      throw Window.edgeLost();
    }
    return new Cell(row.getString(0), row.getInteger(1), row.getLong(2));
  }

  /**
   * The events of a type in a bucket.
   *
   * @param bucket its position among the buckets, from 0
   */
  record Cell(String eventType, int bucket, long n) {}
}
