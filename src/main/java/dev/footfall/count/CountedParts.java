package dev.footfall.count;

import dev.footfall.query.Grain;
import dev.footfall.query.Times;
import dev.footfall.query.Window;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;

/**
 * What a window's count adds up: its whole days or hours, its whole quarter-hours beside them, and
 * its ragged edges. One statement is one snapshot, so the parts agree.
 */
final class CountedParts {
  private CountedParts() {}

  /**
   * A lateral subquery for {@code c.campaign_id}, giving event_type, start, n and lost, with the
   * parameters $2 to $9. The folded hours or days, and what is not folded yet beside them; the
   * quarter-hours; then the edges, each inside one quarter-hour, from the index on the events, type
   * by type. An edge whose events were dropped with their month cannot be counted any more: it is
   * lost.
   */
  static final String SQL =
      """
      SELECT r.event_type, r.bucket AS start, r.n, false AS lost
      FROM event_count_rollups r
      WHERE r.campaign_id = c.campaign_id AND r.minutes = $7 AND r.bucket >= $8 AND r.bucket < $9
        AND ($2::text[] IS NULL OR r.event_type = ANY ($2))
      UNION ALL
      SELECT u.event_type, u.bucket, u.n, false
      FROM event_counts u
      WHERE u.campaign_id = c.campaign_id AND u.shard >= 0 AND u.bucket >= $8 AND u.bucket < $9
        AND ($2::text[] IS NULL OR u.event_type = ANY ($2))
      UNION ALL
      SELECT q.event_type, q.bucket, q.n, false
      FROM unnest($5::timestamptz[], $6::timestamptz[]) AS span (start, finish)
      JOIN event_counts q ON q.campaign_id = c.campaign_id
        AND q.bucket >= span.start AND q.bucket < span.finish
        AND ($2::text[] IS NULL OR q.event_type = ANY ($2))
      UNION ALL
      SELECT k.event_type, edge.start,
             (SELECT count(*) FROM events e
              WHERE e.campaign_id = c.campaign_id AND e.event_type = k.event_type
                AND e.event_time >= edge.start AND e.event_time < edge.finish),
             CASE WHEN k.bucket <= (SELECT lost_until FROM retention) THEN
               k.n > (SELECT count(*) FROM events e
                      WHERE e.campaign_id = c.campaign_id AND e.event_type = k.event_type
                        AND e.event_time >= k.bucket
                        AND e.event_time < k.bucket + interval '15 minutes')
             ELSE false END
      FROM unnest($3::timestamptz[], $4::timestamptz[]) AS edge (start, finish)
      CROSS JOIN LATERAL (
        SELECT b.event_type, b.bucket, sum(b.n) AS n FROM event_counts b
        WHERE b.campaign_id = c.campaign_id
          AND b.bucket = date_bin('15 minutes', edge.start, timestamptz '2000-01-01 00:00+00')
          AND ($2::text[] IS NULL OR b.event_type = ANY ($2))
        GROUP BY b.event_type, b.bucket) k
      """;

  /**
   * The statement's parameters, $1 being there already.
   *
   * @param eventTypes only these; empty for all
   */
  static Tuple parameters(Tuple first, List<String> eventTypes, Window window, Grain grain) {
    Window quarters = window.whole(Grain.QUARTER_HOUR);
    Window rolled = grain == Grain.QUARTER_HOUR ? quarters.nothing() : quarters.whole(grain);
    first.addArrayOfString(eventTypes.isEmpty() ? null : eventTypes.toArray(String[]::new));
    addAll(first, window.outside(quarters));
    addAll(first, quarters.outside(rolled));
    return first
        .addInteger(grain.minutes())
        .addOffsetDateTime(Times.utc(rolled.from()))
        .addOffsetDateTime(Times.utc(rolled.to()));
  }

  private static void addAll(Tuple parameters, List<Window> windows) {
    parameters
        .addArrayOfOffsetDateTime(Times.array(windows.stream().map(Window::from)))
        .addArrayOfOffsetDateTime(Times.array(windows.stream().map(Window::to)));
  }
}
