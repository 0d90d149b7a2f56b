-- Counts a campaign's events from `since` up to `until` by type and bucket, exactly. The buckets begin at `starts`,
-- ascending; the first begins at or before `since`. A row holds a type, the number of a bucket from 0, and how many
-- events there are. Types may be limited; null means all.
--
-- The response has limited room. Each type takes its size, and more by the letters of its name. If not all types fit,
-- the greatest are named; the others are one sum, whose type is null, and each row says how many they are.
--
-- Folded counts are read as whole UTC days, from the midnight nearest to a bucket's start to the one nearest to its end.
-- What lies between a start and its midnight is moved from the one bucket to the other: whole hours, and a few
-- quarter-hours. So a local day costs little more than a UTC day. Buckets shorter than a day are read as hours in the
-- same way, or as quarter-hours where they do not start on the hour. Added to that are the quarter-hours that are not
-- folded yet, and, at the window's ragged edges, the events themselves, which an index finds type by type. An edge whose
-- events retention has dropped cannot be counted any more: it is lost.
--
-- It stands in a function because a server process keeps the plan of a function's statements, while a statement that
-- comes through a transaction-mode proxy is planned each time, for every partition. One plan fits all parameters: each
-- span is an index scan, and groups are hashed.
CREATE OR REPLACE FUNCTION count_events(
  campaign uuid, types text[], starts timestamptz[], since timestamptz, until timestamptz,
  room bigint, type_size bigint, letter_size bigint)
RETURNS TABLE (event_type text, bucket integer, n bigint, lost boolean, other_types bigint)
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_sort = off AS $$
#variable_conflict use_column
DECLARE
  first    CONSTANT timestamptz := date_bin('15 minutes', since + interval '899.999999 seconds', '2000-01-01 00:00+00');
  last     CONSTANT timestamptz := date_bin('15 minutes', until, '2000-01-01 00:00+00');
  edges    CONSTANT tstzrange[] := ARRAY[
    tstzrange(since, least(first, until)), tstzrange(greatest(last, least(first, until)), until)];
  -- The start of the window's first whole quarter-hour, of each further bucket, and the end of the last quarter-hour.
  bounds   CONSTANT timestamptz[] := CASE WHEN first < last THEN
    first || ARRAY(SELECT start FROM unnest(starts) AS start WHERE start > first AND start < last) || last END;
  step     CONSTANT interval := CASE
    WHEN last - first >= (cardinality(bounds) - 1) * interval '24 hours' THEN '24 hours'
    WHEN starts[2] <> date_bin('1 hour', starts[2], '2000-01-01 00:00+00') THEN '15 minutes'
    ELSE '1 hour' END;
  step_minutes CONSTANT smallint := extract(epoch FROM step) / 60;
  near     CONSTANT timestamptz[] := ARRAY(
    SELECT date_bin(step, at + step / 2, '2000-01-01 00:00+00') FROM unnest(bounds) AS at ORDER BY 1);
  first_bucket CONSTANT integer := width_bucket(first, starts) - 1;
BEGIN
  RETURN QUERY
  WITH bound AS (
    SELECT at, date_bin(step, at + step / 2, timestamptz '2000-01-01 00:00+00') AS near,
           date_bin(least(step, '1 hour'), at + least(step, '1 hour') / 2, timestamptz '2000-01-01 00:00+00') AS hour,
           lag(bucket) OVER (ORDER BY at) AS before, CASE WHEN at < last THEN bucket END AS after
    FROM (SELECT at, width_bucket(at, starts) - 1 AS bucket FROM unnest(bounds) AS at) numbered
  ), span AS MATERIALIZED (
    -- What lies between a bound and what is near: the scan below counts it for the bucket that loses it.
    SELECT 60::smallint AS minutes, least(near, hour) AS low, greatest(near, hour) AS high,
           CASE WHEN hour < near THEN after ELSE before END AS gains,
           CASE WHEN hour < near THEN before ELSE after END AS loses
    FROM bound WHERE hour <> near
    UNION ALL
    SELECT 15::smallint, least(hour, at), greatest(hour, at),
           CASE WHEN at < hour THEN after ELSE before END, CASE WHEN at < hour THEN before ELSE after END
    FROM bound WHERE at <> hour
  ), part AS (
    SELECT event_type, first_bucket + width_bucket(bucket, near) - 1 AS bucket, n, false AS lost
    FROM event_count_rollups r
    WHERE campaign_id = campaign AND r.minutes = step_minutes
      AND bucket >= near[1] AND bucket < near[cardinality(near)]
      AND (types IS NULL OR event_type = ANY (types))
    UNION ALL
    SELECT event_type, first_bucket + width_bucket(bucket, near) - 1, n, false
    FROM event_counts
    WHERE campaign_id = campaign AND shard = -1 AND step_minutes = 15
      AND bucket >= near[1] AND bucket < near[cardinality(near)]
      AND (types IS NULL OR event_type = ANY (types))
    UNION ALL
    SELECT c.event_type, own.bucket, c.n * own.sign, false
    FROM span
    CROSS JOIN LATERAL (
      SELECT event_type, sum(n)::bigint AS n FROM (
        SELECT event_type, n FROM event_count_rollups r
        WHERE campaign_id = campaign AND r.minutes = span.minutes AND bucket >= span.low AND bucket < span.high
          AND (types IS NULL OR event_type = ANY (types))
        UNION ALL
        SELECT event_type, n FROM event_counts
        WHERE campaign_id = campaign AND shard = -1 AND span.minutes = 15
          AND bucket >= span.low AND bucket < span.high
          AND (types IS NULL OR event_type = ANY (types))) folded
      GROUP BY event_type) c
    CROSS JOIN LATERAL (VALUES (gains, 1), (loses, -1)) AS own (bucket, sign)
    WHERE own.bucket IS NOT NULL
    UNION ALL
    SELECT event_type, width_bucket(bucket, starts) - 1, n, false FROM event_counts
    WHERE campaign_id = campaign AND shard >= 0 AND bucket >= first AND bucket < last
      AND (types IS NULL OR event_type = ANY (types))
    UNION ALL
    SELECT k.event_type, width_bucket(lower(edge), starts) - 1,
           (SELECT count(*) FROM events e
            WHERE e.campaign_id = campaign AND e.event_type = k.event_type
              AND e.event_time >= lower(edge) AND e.event_time < upper(edge)),
           CASE WHEN k.bucket <= (SELECT lost_until FROM retention) THEN
             k.n > (SELECT count(*) FROM events e
                    WHERE e.campaign_id = campaign AND e.event_type = k.event_type
                      AND e.event_time >= k.bucket AND e.event_time < k.bucket + interval '15 minutes')
           ELSE false END
    FROM unnest(edges) AS edge JOIN LATERAL (
      SELECT event_type, bucket, sum(n) AS n FROM event_counts
      WHERE campaign_id = campaign
        AND bucket = date_bin('15 minutes', lower(edge), timestamptz '2000-01-01 00:00+00')
        AND (types IS NULL OR event_type = ANY (types))
      GROUP BY event_type, bucket) k ON NOT isempty(edge)
  ), cell AS MATERIALIZED (
    SELECT event_type, bucket, sum(n)::bigint AS n, bool_or(lost) AS lost
    FROM part GROUP BY 1, 2 HAVING sum(n) > 0 OR bool_or(lost)
  ), sized AS MATERIALIZED (
    SELECT event_type,
           sum(type_size + letter_size * octet_length(event_type)) OVER (ORDER BY sum(n) DESC, event_type) > room AS other
    FROM cell GROUP BY event_type
  )
  SELECT CASE WHEN NOT other THEN event_type END, bucket, sum(n)::bigint, bool_or(lost),
         (SELECT count(*) FROM sized WHERE other)
  FROM cell JOIN sized USING (event_type) GROUP BY 1, 2;
END $$;

REVOKE EXECUTE ON FUNCTION count_events FROM PUBLIC;
GRANT EXECUTE ON FUNCTION count_events TO footfall_collector;
