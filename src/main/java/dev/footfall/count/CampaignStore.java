package dev.footfall.count;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.footfall.database.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Lists campaigns; there is no table of them, a campaign is what has events. */
@ApplicationScoped
class CampaignStore {
  private final Database database;

  CampaignStore(Database database) {
    this.database = database;
  }

  /**
   * Steps from one campaign to the next through the index. First and last are looked up in the
   * first and last quarter-hour of each type; where those events are no longer kept, the
   * quarter-hour's start stands in. Ragged edges are counted, and refused, as {@link CountStore}
   * does.
   */
  private static final String LIST =
      """
      WITH RECURSIVE found (campaign_id) AS (
        (SELECT campaign_id FROM event_counts ORDER BY campaign_id LIMIT 1)
        UNION ALL
        SELECT (SELECT c.campaign_id FROM event_counts c
                WHERE c.campaign_id > found.campaign_id ORDER BY c.campaign_id LIMIT 1)
        FROM found WHERE found.campaign_id IS NOT NULL
      ), visible AS (
        SELECT campaign_id FROM found WHERE campaign_id IS NOT NULL AND $1::uuid[] IS NULL
        UNION ALL
        SELECT unnest($1::uuid[])
      ), edge AS (
        SELECT start, finish, date_bin('15 minutes', start, timestamptz '2000-01-01 00:00+00') AS bucket
        FROM unnest($2::timestamptz[], $3::timestamptz[]) AS e (start, finish)
      )
      SELECT v.campaign_id, coalesce(sum(t.n), 0)::bigint, min(t.first), max(t.last),
             coalesce(bool_or(t.lost), false)
      FROM visible v LEFT JOIN LATERAL (
        SELECT sum(c.n) AS n,
               coalesce((SELECT min(e.event_time) FROM events e
                         WHERE e.campaign_id = v.campaign_id AND e.event_type = c.event_type
                           AND e.event_time >= min(c.bucket)
                           AND e.event_time < min(c.bucket) + interval '15 minutes'),
                        min(c.bucket)) AS first,
               coalesce((SELECT max(e.event_time) FROM events e
                         WHERE e.campaign_id = v.campaign_id AND e.event_type = c.event_type
                           AND e.event_time >= max(c.bucket)
                           AND e.event_time < max(c.bucket) + interval '15 minutes'),
                        max(c.bucket)) AS last,
               false AS lost
        FROM event_counts c
        WHERE c.campaign_id = v.campaign_id AND c.bucket >= $4 AND c.bucket < $5
        GROUP BY c.event_type
        UNION ALL
        SELECT s.n, s.first, s.last,
               edge.bucket <= (SELECT lost_until FROM retention)
               AND (SELECT sum(c.n) FROM event_counts c
                    WHERE c.campaign_id = v.campaign_id AND c.bucket = edge.bucket)
                 > (SELECT count(*) FROM events e
                    WHERE e.campaign_id = v.campaign_id
                      AND e.event_type IN (SELECT c.event_type FROM event_counts c
                                           WHERE c.campaign_id = v.campaign_id
                                             AND c.bucket = edge.bucket)
                      AND e.event_time >= edge.bucket
                      AND e.event_time < edge.bucket + interval '15 minutes')
        FROM edge CROSS JOIN LATERAL (
          SELECT count(*) AS n, min(e.event_time) AS first, max(e.event_time) AS last
          FROM events e
          WHERE e.campaign_id = v.campaign_id
            AND e.event_type IN (SELECT c.event_type FROM event_counts c
                                 WHERE c.campaign_id = v.campaign_id AND c.bucket = edge.bucket)
            AND e.event_time >= edge.start AND e.event_time < edge.finish) s
      ) t ON true
      GROUP BY v.campaign_id ORDER BY v.campaign_id
      """;

  /**
   * The campaigns that the caller may see, by id.
   *
   * @param visible these, or empty for all that have ever had an event
   */
  Uni<List<Campaign>> list(Window window, Optional<Set<UUID>> visible) {
    Tuple parameters =
        Tuple.tuple().addArrayOfUUID(visible.map(ids -> ids.toArray(UUID[]::new)).orElse(null));
    return database.query(
        "campaigns", LIST, Times.addWindow(parameters, window), CampaignStore::campaign);
  }

  private static Campaign campaign(Row row) {
    if (row.getBoolean(4)) {
      throw Window.edgeLost();
    }
    return new Campaign(
        row.getUUID(0),
        row.getLong(1),
        utc(row.getOffsetDateTime(2)),
        utc(row.getOffsetDateTime(3)));
  }

  private static OffsetDateTime utc(OffsetDateTime time) {
    return time == null ? null : time.withOffsetSameInstant(ZoneOffset.UTC);
  }

  /**
   * One campaign within a window.
   *
   * @param firstEventTime null where it has no event, as is the last
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record Campaign(
      UUID campaignId, long total, OffsetDateTime firstEventTime, OffsetDateTime lastEventTime) {}
}
