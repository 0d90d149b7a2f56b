-- What whole steps (UTC hours, say) lie within a span of time.
CREATE OR REPLACE FUNCTION whole_steps(since timestamptz, until timestamptz, step interval) RETURNS tstzrange
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT tstzrange(
    least(date_bin(step, since + step - interval '1 microsecond', timestamptz '2000-01-01 00:00+00'),
          date_bin(step, until, timestamptz '2000-01-01 00:00+00')),
    date_bin(step, until, timestamptz '2000-01-01 00:00+00'))
$$;

-- Counts a campaign's events from `since` up to `until` by type and bucket, exactly. The buckets begin at `starts`,
-- ascending; the first begins at or before `since`. A row holds a type, the number of a bucket from 0, and how many
-- events there are. Types may be limited; null means all.
--
-- The response has limited room. Each type takes its size, and more by the letters of its name. If not all types fit,
-- the greatest are named; the others are one sum, whose type is null, and each row says how many they are.
--
-- A bucket is the sum of the whole UTC days in it, the whole hours beside them, the quarter-hours beside those, and, at
-- the window's ragged edges, the events themselves, which an index finds type by type. Folded days and hours are read
-- from the roll-ups, and what is not folded yet beside them. An edge whose events retention has dropped cannot be
-- counted any more: it is lost.
--
-- It stands in a function because a server process keeps the plan of a function's statements, while a statement that
-- comes through a transaction-mode proxy is planned each time, for every partition. One plan fits all parameters: each
-- span is an index scan (OFFSET 0 keeps the planner from turning that around), and groups are hashed.
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
  quarters tstzmultirange := tstzmultirange(tstzrange(least(first, last), last));
  hours    tstzmultirange;
  days     tstzmultirange;
BEGIN
  SELECT range_agg(whole_steps(low, high, '1 hour')), range_agg(whole_steps(low, high, '24 hours'))
  INTO hours, days
  FROM (SELECT greatest(start, since) AS low, least(lead(start) OVER (ORDER BY start), until) AS high
        FROM unnest(starts) AS start) cut;
  quarters := quarters - hours;
  hours := hours - days;
  RETURN QUERY
  WITH part AS (
    SELECT c.* FROM unnest(days) AS span CROSS JOIN LATERAL (
      SELECT event_type, bucket AS at, n, false AS lost FROM event_count_rollups
      WHERE campaign_id = campaign AND minutes = 1440 AND bucket >= lower(span) AND bucket < upper(span)
        AND (types IS NULL OR event_type = ANY (types)) OFFSET 0) c
    UNION ALL
    SELECT c.* FROM unnest(hours) AS span CROSS JOIN LATERAL (
      SELECT event_type, bucket, n, false FROM event_count_rollups
      WHERE campaign_id = campaign AND minutes = 60 AND bucket >= lower(span) AND bucket < upper(span)
        AND (types IS NULL OR event_type = ANY (types)) OFFSET 0) c
    UNION ALL
    SELECT c.* FROM unnest(days + hours) AS span CROSS JOIN LATERAL (
      SELECT event_type, bucket, n, false FROM event_counts
      WHERE campaign_id = campaign AND shard >= 0 AND bucket >= lower(span) AND bucket < upper(span)
        AND (types IS NULL OR event_type = ANY (types)) OFFSET 0) c
    UNION ALL
    SELECT c.* FROM unnest(quarters) AS span CROSS JOIN LATERAL (
      SELECT event_type, bucket, n, false FROM event_counts
      WHERE campaign_id = campaign AND bucket >= lower(span) AND bucket < upper(span)
        AND (types IS NULL OR event_type = ANY (types)) OFFSET 0) c
    UNION ALL
    SELECT k.event_type, lower(edge),
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
    SELECT event_type, width_bucket(at, starts) - 1 AS bucket, sum(n)::bigint AS n, bool_or(lost) AS lost
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
