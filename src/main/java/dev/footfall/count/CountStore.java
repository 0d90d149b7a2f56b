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
import java.util.Objects;
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
      SELECT name, event_type, bucket, n, lost, other_types
      FROM (VALUES ($1::uuid)) AS asked (campaign_id)
      LEFT JOIN campaigns USING (campaign_id)
      LEFT JOIN count_events(
        campaign => $1, types => $2, starts => $3, since => $4, until => $5,
        room => $6, type_size => $7, letter_size => $8) ON true
      """;

  /** If not all types fit, the greatest are named, and the others are one sum. */
  Uni<Counted> count(CountQuery query, Buckets buckets, AnswerSize size) {
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
    return database.query("count", COUNT, parameters, CountStore::line).map(CountStore::counted);
  }

  /** There is one line if nothing is counted, without a cell. */
  private record Line(@Nullable String name, @Nullable Cell cell) {}

  private static Line line(Row row) {
    String name = row.getString(0);
    if (row.getLong(3) == null) {
      return new Line(name, null);
    }
    if (row.getBoolean(4)) {
      throw Window.edgeLost();
    }
    return new Line(
        name, new Cell(row.getString(1), row.getInteger(2), row.getLong(3), row.getLong(5)));
  }

  private static Counted counted(List<Line> lines) {
    return new Counted(
        lines.get(0).name(), lines.stream().map(Line::cell).filter(Objects::nonNull).toList());
  }

  /**
   * What the database answers.
   *
   * @param name the campaign's; null if it has none
   * @param cells one for each type and bucket that has events
   */
  record Counted(@Nullable String name, List<Cell> cells) {}

  /**
   * The events of a type in a bucket.
   *
   * @param eventType null for the sum of all types that do not fit
   * @param bucket its position among the buckets, from 0
   * @param otherTypes how many types do not fit
   */
  record Cell(@Nullable String eventType, int bucket, long n, long otherTypes) {}
}
