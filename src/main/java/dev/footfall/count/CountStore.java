package dev.footfall.count;

import dev.footfall.database.Database;
import dev.footfall.query.Times;
import dev.footfall.query.Window;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
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

  /** In one statement, so that all is of one moment: what there is, and what there is by value. */
  private static final String COUNT =
      """
      WITH whole AS MATERIALIZED (
        SELECT * FROM count_events(
          campaign => $1, types => $2, starts => $3, since => $4, until => $5,
          room => $6, type_size => $7, letter_size => $8, amount_size => $15,
          only_at => breakdown_place($10), only_value => $11, most_currencies => $13)
      ), cell AS (
        SELECT false AS split, event_type, value, currency, bucket, n, sessions, amount, lost,
               other_types, other_values, other_currencies
        FROM whole
        UNION ALL
        SELECT true, CASE WHEN event_type = '' OR event_type IN (SELECT event_type FROM whole)
               THEN event_type END AS type,
               value, currency, bucket, sum(n)::bigint, sum(sessions)::bigint, sum(amount), false,
               0, max(other_values), max(other_currencies)
        FROM count_events(
          campaign => $1, types => $2, starts => $3, since => $4, until => $5,
          room => 9223372036854775807, type_size => 0, letter_size => 0, amount_size => 0,
          split_at => breakdown_place($9), only_at => breakdown_place($10), only_value => $11,
          most_values => $12, most_currencies => $14)
        WHERE $9 IS NOT NULL
        GROUP BY type, value, currency, bucket
      )
      SELECT name,
             (SELECT max(start) FROM declared_keys('breakdown') WHERE key IN ($9, $10) AND finish = 'infinity'),
             cell.*
      FROM (VALUES ($1::uuid)) AS asked (campaign_id)
      LEFT JOIN campaigns USING (campaign_id)
      LEFT JOIN cell ON true
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
            .addLong(size.letter())
            .addString(query.split().by())
            .addString(query.split().key())
            .addString(query.split().value())
            .addInteger(Split.MOST_VALUES)
            .addInteger(AnswerSize.CURRENCIES)
            .addInteger(AnswerSize.CURRENCIES_OF_A_VALUE)
            .addLong(size.amount());
    return database.query("count", COUNT, parameters, CountStore::line).map(CountStore::counted);
  }

  /** There is one line if nothing is counted, without a cell. */
  private record Line(@Nullable String name, @Nullable Instant since, @Nullable Cell cell) {}

  private static Line line(Row row) {
    String name = row.getString(0);
    OffsetDateTime since = row.getOffsetDateTime(1);
    return new Line(
        name, since == null ? null : since.toInstant(), row.getLong(7) == null ? null : cell(row));
  }

  private static Cell cell(Row row) {
    if (row.getBoolean(10)) {
      throw Window.edgeLost();
    }
    return new Cell(
        row.getBoolean(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getInteger(6),
        row.getLong(7),
        row.getLong(8),
        row.getBigDecimal(9),
        row.getLong(11),
        row.getLong(12),
        row.getLong(13));
  }

  private static Counted counted(List<Line> lines) {
    Line first = lines.get(0);
    return new Counted(
        first.name(),
        first.since(),
        lines.stream().map(Line::cell).filter(Objects::nonNull).toList());
  }

  /**
   * What the database answers.
   *
   * @param name the campaign's; null if it has none
   * @param since when the key of the split was declared; null without one
   * @param cells one for each type and bucket that has events, and for each currency
   */
  record Counted(@Nullable String name, @Nullable Instant since, List<Cell> cells) {}

  /**
   * The events and sessions of a type in a bucket, or the events that have an amount in a currency.
   *
   * @param split whether it is of a value of the key that the counts are split by
   * @param eventType empty for sessions of any type; null for the sum of all types that do not fit
   * @param value null for the sum of the values that are not named
   * @param currency empty if it is not of one
   * @param bucket its position among the buckets, from 0
   * @param amount null without a currency
   * @param otherTypes how many types do not fit
   * @param otherValues how many values are not named
   * @param otherCurrencies how many currencies of the type and value are not named
   */
  record Cell(
      boolean split,
      @Nullable String eventType,
      @Nullable String value,
      String currency,
      int bucket,
      long n,
      long sessions,
      @Nullable BigDecimal amount,
      long otherTypes,
      long otherValues,
      long otherCurrencies) {

    /** The same as a part of all types, whose sessions are no sum. */
    Cell withoutSessions() {
      return new Cell(
          split,
          eventType,
          value,
          currency,
          bucket,
          n,
          0,
          amount,
          otherTypes,
          otherValues,
          otherCurrencies);
    }
  }
}
