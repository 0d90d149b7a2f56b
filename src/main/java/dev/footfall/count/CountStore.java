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
import org.jspecify.annotations.Nullable;

/** Counts a campaign's events. The work is done by {@code count_events} in the database. */
@ApplicationScoped
class CountStore {
  private final Database database;

  CountStore(Database database) {
    this.database = database;
  }

  private static final String COUNT =
      """
      SELECT event_type, bucket, n, lost, other_types
      FROM count_events(
        campaign => $1, types => $2, starts => $3, since => $4, until => $5,
        room => $6, type_size => $7, letter_size => $8)
      """;

  /**
   * One row for each type and bucket that has events. If not all types fit, the greatest are named,
   * and the others are one sum.
   */
  Uni<List<Cell>> count(CountQuery query, Buckets buckets, AnswerSize size) {
    List<String> types = query.eventTypes();
    Tuple parameters =
        Tuple.of(query.campaignId())
            .addArrayOfString(types.isEmpty() ? null : types.toArray(String[]::new))
            .addArrayOfOffsetDateTime(
                Times.array(buckets.starts().stream().map(ZonedDateTime::toInstant)))
            .addOffsetDateTime(Times.utc(query.window().from()))
            .addOffsetDateTime(Times.utc(query.window().to()))
            .addLong(size.room(types))
            .addLong(size.type())
            .addLong(size.letter());
    return database.query("count", COUNT, parameters, CountStore::cell);
  }

  private static Cell cell(Row row) {
    if (row.getBoolean(3)) {
      throw Window.edgeLost();
    }
    return new Cell(row.getString(0), row.getInteger(1), row.getLong(2), row.getLong(4));
  }

  /**
   * The events of a type in a bucket.
   *
   * @param eventType null for the sum of all types that do not fit
   * @param bucket its position among the buckets, from 0
   * @param otherTypes how many types do not fit
   */
  record Cell(@Nullable String eventType, int bucket, long n, long otherTypes) {}
}
