package dev.footfall.count;

import dev.footfall.database.Database;
import dev.footfall.query.Times;
import dev.footfall.query.Window;
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

  static final String COUNT =
      """
      SELECT event_type, width_bucket(start, $10::timestamptz[]) - 1, sum(n)::bigint, bool_or(lost)
      FROM (SELECT $1::uuid AS campaign_id) c CROSS JOIN LATERAL (
      %s) part
      GROUP BY 1, 2 HAVING sum(n) > 0 OR bool_or(lost) ORDER BY 1, 2 LIMIT $11
      """
          .formatted(CountedParts.SQL);

  /** One row for each type and bucket that has events, in this order. */
  Uni<List<Cell>> count(CountQuery query, Buckets buckets) {
    Tuple parameters =
        CountedParts.parameters(
            Tuple.of(query.campaignId()), query.eventTypes(), query.window(), buckets.grain());
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
