package dev.footfall.count;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.footfall.database.Database;
import dev.footfall.query.Grain;
import dev.footfall.query.Times;
import dev.footfall.query.Window;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists campaigns; there is no table of them, a campaign is what has events. */
@ApplicationScoped
class CampaignStore {
  private final Database database;

  CampaignStore(Database database) {
    this.database = database;
  }

  /**
   * Steps from one campaign to the next through the index. First and last are looked up in the
   * index, in the first and the last counted day of each type; where those events are no longer
   * kept, the start of the counted time stands in.
   */
  private static final String LIST =
      """
      WITH RECURSIVE found (campaign_id) AS (
        (SELECT campaign_id FROM event_counts ORDER BY campaign_id LIMIT 1)
        UNION ALL
        SELECT (SELECT next.campaign_id FROM event_counts next
                WHERE next.campaign_id > found.campaign_id ORDER BY next.campaign_id LIMIT 1)
        FROM found WHERE found.campaign_id IS NOT NULL
      ), visible AS (
        SELECT campaign_id FROM found WHERE campaign_id IS NOT NULL AND $1::uuid[] IS NULL
        UNION ALL
        SELECT unnest($1::uuid[])
      )
      SELECT c.campaign_id, coalesce(sum(t.n), 0)::bigint, bool_or(t.lost),
             min(coalesce((SELECT min(e.event_time) FROM events e
                           WHERE e.campaign_id = c.campaign_id AND e.event_type = t.event_type
                             AND e.event_time >= greatest(t.first, $10)
                             AND e.event_time < least(t.first + interval '1 day', $11)), t.first)),
             max(coalesce((SELECT max(e.event_time) FROM events e
                           WHERE e.campaign_id = c.campaign_id AND e.event_type = t.event_type
                             AND e.event_time >= greatest(t.last, $10)
                             AND e.event_time < least(t.last + interval '1 day', $11)), t.last))
      FROM visible c LEFT JOIN LATERAL (
        SELECT event_type, sum(n) AS n, min(start) FILTER (WHERE n > 0) AS first,
               max(start) FILTER (WHERE n > 0) AS last, bool_or(lost) AS lost
        FROM (
      %s) part
        GROUP BY event_type HAVING sum(n) > 0 OR bool_or(lost)
      ) t ON true
      GROUP BY c.campaign_id ORDER BY c.campaign_id
      """
          .formatted(CountedParts.SQL);

  /**
   * The campaigns that the caller may see, by id.
   *
   * @param visible these, or empty for all that have ever had an event
   */
  Uni<List<Campaign>> list(Window window, Optional<Set<UUID>> visible) {
    Tuple parameters =
        CountedParts.parameters(
            Tuple.tuple().addArrayOfUUID(visible.map(ids -> ids.toArray(UUID[]::new)).orElse(null)),
            List.of(),
            window,
            Grain.DAY);
    parameters
        .addOffsetDateTime(Times.utc(window.from()))
        .addOffsetDateTime(Times.utc(window.to()));
    return database.query("campaigns", LIST, parameters, CampaignStore::campaign);
  }

  private static Campaign campaign(Row row) {
    if (Boolean.TRUE.equals(row.getBoolean(2))) {
      throw Window.edgeLost();
    }
    return new Campaign(row.getUUID(0), row.getLong(1), time(row, 3), time(row, 4));
  }

  private static @Nullable OffsetDateTime time(Row row, int column) {
    OffsetDateTime time = row.getOffsetDateTime(column);
    return time == null ? null : Times.utc(time);
  }

  /**
   * One campaign within a window.
   *
   * @param firstEventTime null where it has no event, as is the last
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record Campaign(
      UUID campaignId,
      long total,
      @Nullable OffsetDateTime firstEventTime,
      @Nullable OffsetDateTime lastEventTime) {}
}
