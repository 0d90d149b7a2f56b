-- One page of the campaigns, by id, with what each has in a window. It reads no counter and no event of any other
-- campaign, however many there are.
--
-- visible:             only these, also those without events; null for all that were named or ever had an event
-- after:               ids greater than this
-- name_part:           those with this in their name, in upper or lower case
-- above, upto:         and those whose id is greater than the one and not greater than the other
-- starts, ends, grain: the pieces that make up the window; grain is 1440, 60 or 15 minutes for whole days, hours and
--                      quarter-hours, and 0 for a ragged edge inside one quarter-hour
--
-- total is null where an edge cannot be counted any more, because its events were dropped. The first and the last event
-- are looked up in the first and the last counted quarter-hour, whose start stands in where they were dropped, or where
-- there are over 20 types of events: each type takes a descent into the index of each partition.
--
-- It stands in a function because a server process keeps the plan of a function's statement. Planning it takes longer
-- than running it.
CREATE OR REPLACE FUNCTION list_campaigns(
  visible uuid[], after uuid, name_part text, above uuid, upto uuid, most integer,
  starts timestamptz[], ends timestamptz[], grains integer[])
RETURNS TABLE (
  campaign_id uuid, name text, total bigint, sessions bigint, first_event_time timestamptz, last_event_time timestamptz,
  followed boolean)
LANGUAGE plpgsql STABLE
  SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
#variable_conflict use_column
DECLARE
  most_kinds CONSTANT integer := 20;
  part       CONSTANT text := lower(name_part COLLATE pg_c_utf8);
BEGIN
  RETURN QUERY
  WITH RECURSIVE walked (step, campaign_id) AS (
    -- From one campaign to the next through the indexes.
    SELECT 0, greatest(after, above) WHERE visible IS NULL
    UNION ALL
    SELECT step + 1, (
      SELECT campaign_id FROM (
        (SELECT c.campaign_id FROM event_counts c WHERE c.campaign_id > walked.campaign_id
         ORDER BY c.campaign_id LIMIT 1)
        UNION ALL
        (SELECT k.campaign_id FROM campaigns k WHERE k.campaign_id > walked.campaign_id
         ORDER BY k.campaign_id LIMIT 1)) next
      ORDER BY campaign_id LIMIT 1)
    FROM walked WHERE step <= most AND walked.campaign_id < upto
  ), found AS (
    SELECT campaign_id FROM walked WHERE step > 0 AND campaign_id <= upto
    UNION
    (SELECT k.campaign_id FROM campaigns k
     WHERE visible IS NULL AND part IS NOT NULL AND k.campaign_id > after
       AND strpos(k.lower_name, part) > 0
     ORDER BY k.campaign_id LIMIT most + 1)
    UNION
    SELECT v.campaign_id FROM unnest(visible) AS v (campaign_id) LEFT JOIN campaigns k USING (campaign_id)
    WHERE v.campaign_id > after
      AND (v.campaign_id > above AND v.campaign_id <= upto
           OR strpos(k.lower_name, part) > 0)
  ), page AS MATERIALIZED (
    SELECT campaign_id, lead(campaign_id) OVER (ORDER BY campaign_id) IS NOT NULL AS followed
    FROM (SELECT campaign_id FROM found ORDER BY campaign_id LIMIT most + 1) longer
    ORDER BY campaign_id LIMIT most
  )
  SELECT page.campaign_id, k.name, CASE WHEN NOT counted.lost THEN counted.total END,
         CASE WHEN NOT counted.lost THEN counted.sessions END,
         CASE WHEN NOT counted.lost THEN times.first END, CASE WHEN NOT counted.lost THEN times.last END,
         page.followed
  FROM page LEFT JOIN campaigns k USING (campaign_id)
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(n), 0)::bigint AS total, coalesce(sum(sessions) FILTER (WHERE event_type = ''), 0)::bigint AS sessions,
           coalesce(bool_or(lost), false) AS lost
    FROM unnest(starts, ends, grains) AS piece (start, finish, grain)
    CROSS JOIN LATERAL (
      SELECT r.event_type, r.n, r.sessions, false AS lost FROM event_count_rollups r
      WHERE r.campaign_id = page.campaign_id AND NOT r.split AND r.currency = '' AND r.minutes = piece.grain
        AND r.bucket >= piece.start AND r.bucket < piece.finish AND piece.grain >= 60
      UNION ALL
      SELECT u.event_type, u.n, u.sessions, false FROM event_counts u
      WHERE u.campaign_id = page.campaign_id AND NOT u.split AND u.currency = '' AND u.shard >= 0
        AND u.bucket >= piece.start AND u.bucket < piece.finish AND piece.grain >= 60
      UNION ALL
      SELECT q.event_type, q.n, q.sessions, false FROM event_counts q
      WHERE q.campaign_id = page.campaign_id AND NOT q.split AND q.currency = ''
        AND q.bucket >= piece.start AND q.bucket < piece.finish AND piece.grain = 15
      UNION ALL
      SELECT kind.event_type,
             (SELECT count(*) FROM events e
              WHERE (e.campaign_id, e.event_type, e.event_time) >= (page.campaign_id, kind.event_type, piece.start)
                AND (e.campaign_id, e.event_type, e.event_time)
                  < (page.campaign_id, kind.event_type, piece.finish)),
             (SELECT count(*) FROM session_steps s
              WHERE kind.event_type = ''
                AND (s.campaign_id, s.event_type, s.event_time) >= (page.campaign_id, '', piece.start)
                AND (s.campaign_id, s.event_type, s.event_time) < (page.campaign_id, '', piece.finish)),
             kind.bucket <= (SELECT lost_until FROM retention)
               AND (kind.n > (SELECT count(*) FROM events e
                              WHERE (e.campaign_id, e.event_type, e.event_time)
                                 >= (page.campaign_id, kind.event_type, kind.bucket)
                                AND (e.campaign_id, e.event_type, e.event_time)
                                  < (page.campaign_id, kind.event_type, kind.bucket + interval '15 minutes'))
                    OR kind.event_type = '' AND kind.sessions > (
                      SELECT count(*) FROM session_steps s
                      WHERE (s.campaign_id, s.event_type, s.event_time) >= (page.campaign_id, '', kind.bucket)
                        AND (s.campaign_id, s.event_type, s.event_time)
                          < (page.campaign_id, '', kind.bucket + interval '15 minutes')))
      FROM (SELECT b.event_type, b.bucket, sum(b.n) AS n, sum(b.sessions) AS sessions FROM event_counts b
            WHERE b.campaign_id = page.campaign_id AND NOT b.split AND b.currency = '' AND piece.grain = 0
              AND b.bucket = date_bin('15 minutes', piece.start, timestamptz '2000-01-01 00:00+00')
            GROUP BY b.event_type, b.bucket) kind) summed
  ) counted
  CROSS JOIN LATERAL (
    SELECT min(CASE WHEN reach.is_first THEN coalesce(exact.first, reach.stand_in) END) AS first,
           max(CASE WHEN reach.is_last THEN coalesce(exact.last, reach.stand_in) END) AS last
    FROM (
      -- The quarter-hours that hold the first and the last event of the whole ones, and the edges.
      (SELECT bucket, bucket AS start, bucket + interval '15 minutes' AS finish, bucket AS stand_in,
              true AS is_first, false AS is_last
       FROM event_counts c
       WHERE c.campaign_id = page.campaign_id AND NOT c.split AND c.n > 0
         AND c.bucket >= (SELECT min(start) FROM unnest(starts, grains) AS p (start, grain) WHERE grain > 0)
         AND c.bucket < (SELECT max(finish) FROM unnest(ends, grains) AS p (finish, grain) WHERE grain > 0)
       ORDER BY bucket LIMIT 1)
      UNION ALL
      (SELECT bucket, bucket, bucket + interval '15 minutes', bucket, false, true
       FROM event_counts c
       WHERE c.campaign_id = page.campaign_id AND NOT c.split AND c.n > 0
         AND c.bucket >= (SELECT min(start) FROM unnest(starts, grains) AS p (start, grain) WHERE grain > 0)
         AND c.bucket < (SELECT max(finish) FROM unnest(ends, grains) AS p (finish, grain) WHERE grain > 0)
       ORDER BY bucket DESC LIMIT 1)
      UNION ALL
      SELECT date_bin('15 minutes', start, timestamptz '2000-01-01 00:00+00'), start, finish, NULL, true, true
      FROM unnest(starts, ends, grains) AS piece (start, finish, grain) WHERE grain = 0) reach
    CROSS JOIN LATERAL (
      SELECT min(CASE WHEN reach.is_first THEN
               (SELECT e.event_time FROM events e
                WHERE (e.campaign_id, e.event_type, e.event_time) >= (page.campaign_id, kind.event_type, reach.start)
                  AND (e.campaign_id, e.event_type, e.event_time) < (page.campaign_id, kind.event_type, reach.finish)
                ORDER BY e.campaign_id, e.event_type, e.event_time LIMIT 1) END) AS first,
             max(CASE WHEN reach.is_last THEN
               (SELECT e.event_time FROM events e
                WHERE (e.campaign_id, e.event_type, e.event_time) >= (page.campaign_id, kind.event_type, reach.start)
                  AND (e.campaign_id, e.event_type, e.event_time) < (page.campaign_id, kind.event_type, reach.finish)
                ORDER BY e.campaign_id DESC, e.event_type DESC, e.event_time DESC LIMIT 1) END) AS last
      FROM (
        SELECT event_type, count(*) OVER () AS number FROM (
          SELECT DISTINCT b.event_type FROM event_counts b
          WHERE b.campaign_id = page.campaign_id AND NOT b.split AND b.bucket = reach.bucket AND b.n > 0
          ORDER BY b.event_type LIMIT CASE WHEN reach.stand_in IS NOT NULL THEN most_kinds + 1 END) few) kind
      WHERE number <= most_kinds OR reach.stand_in IS NULL) exact
  ) times
  ORDER BY page.campaign_id;
END $$;
COMMENT ON FUNCTION list_campaigns IS 'One page of campaigns by id, with what each has in a window.';

REVOKE EXECUTE ON FUNCTION list_campaigns FROM PUBLIC;
GRANT EXECUTE ON FUNCTION list_campaigns TO footfall_collector;
