package dev.footfall.count;

import dev.footfall.database.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZonedDateTime;
import java.util.List;

/** Counts a campaign's events. The work is done by {@code count_events} in the database. */
@ApplicationScoped
class CountStore {
  private final Database database;

  CountStore(Database database) {
    this.database = database;
  }

  private static final String COUNT =
      """
      SELECT event_type, bucket, n, lost
      FROM count_events(campaign => $1, types => $2, starts => $3, since => $4, until => $5)
      LIMIT $6
      """;

  /** One row for each type and bucket that has events. */
  Uni<List<Cell>> count(CountQuery query, Buckets buckets) {
    List<String> types = query.eventTypes();
    Tuple parameters =
        Tuple.of(query.campaignId())
            .addArrayOfString(types.isEmpty() ? null : types.toArray(String[]::new))
            .addArrayOfOffsetDateTime(
                Times.array(buckets.starts().stream().map(ZonedDateTime::toInstant)))
            .addOffsetDateTime(Times.utc(query.window().from()))
            .addOffsetDateTime(Times.utc(query.window().to()))
            .addInteger(Series.MOST_POINTS + 1);
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
