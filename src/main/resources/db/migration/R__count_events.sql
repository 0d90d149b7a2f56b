-- Counts a campaign's events and sessions from `since` up to `until` by type and bucket, exactly, and sums its amounts by
-- type and currency. The buckets begin at `starts`, ascending; the first begins at or before `since`. Types may be
-- limited; null means all. With `split_at` the counts are of each value at that place of the breakdown, and of no event
-- without one; `only_at` and `only_value` limit them to events with that value at that place.
--
-- A row holds a type, a value, the number of a bucket from 0, and how many events and sessions there are; or a currency,
-- and how many events have how large an amount in it, in all buckets. An empty type: sessions at all, of any type.
--
-- The response has limited room. Each type takes its size, and more by the letters of its name and by its amounts. If not
-- all types fit, the greatest are named; the others are one sum, whose type is null, and each row says how many they are.
-- In the same way only so many values are named, those with the most events, and only so many currencies of a type and
-- value.
--
-- Folded counts are read as whole UTC days, from the midnight nearest to a bucket's start to the one nearest to its end.
-- What lies between a start and its midnight is moved from the one bucket to the other: whole hours, and a few
-- quarter-hours. So a local day costs little more than a UTC day. Buckets shorter than a day are read as hours in the
-- same way, or as quarter-hours where they do not start on the hour. Added to that are the quarter-hours that are not
-- folded yet, and the window's ragged edges, see count_edges.
--
-- It stands in a function because a server process keeps the plan of a function's statements, while a statement that
-- comes through a transaction-mode proxy is planned each time, for every partition. One plan fits all parameters: each
-- span is an index scan, and groups are hashed. `(SELECT near)` stands for near because PL/pgSQL keeps arrays in a form that
-- width_bucket copies to read, for each row.
CREATE OR REPLACE FUNCTION count_events(
  campaign uuid, types text[], starts timestamptz[], since timestamptz, until timestamptz,
  room bigint, type_size bigint, letter_size bigint, amount_size bigint,
  split_at integer DEFAULT NULL, only_at integer DEFAULT NULL, only_value text DEFAULT NULL,
  most_values integer DEFAULT 1, most_currencies integer DEFAULT 20)
RETURNS TABLE (
  event_type text, value text, currency text, bucket integer, n bigint, sessions bigint, amount numeric, lost boolean,
  other_types bigint, other_values bigint, other_currencies bigint)
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
  by_value     CONSTANT boolean := split_at IS NOT NULL OR only_at IS NOT NULL;
BEGIN
  RETURN QUERY
  WITH bound AS (
    SELECT at, date_bin(step, at + step / 2, timestamptz '2000-01-01 00:00+00') AS near,
           date_bin(least(step, '1 hour'), at + least(step, '1 hour') / 2, timestamptz '2000-01-01 00:00+00') AS hour,
           lag(bucket) OVER (ORDER BY at) AS before, CASE WHEN at < last THEN bucket END AS after
    FROM (SELECT at, width_bucket(at, (SELECT starts)) - 1 AS bucket FROM unnest(bounds) AS at) numbered
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
    SELECT event_type, breakdown, currency, first_bucket + width_bucket(bucket, (SELECT near)) - 1 AS bucket, n, sessions, amount,
           false AS lost
    FROM event_count_rollups r
    WHERE campaign_id = campaign AND split = by_value AND r.minutes = step_minutes
      AND bucket >= near[1] AND bucket < near[cardinality(near)]
    UNION ALL
    SELECT event_type, breakdown, currency, first_bucket + width_bucket(bucket, (SELECT near)) - 1, n, sessions, amount, false
    FROM event_counts
    WHERE campaign_id = campaign AND split = by_value AND shard = -1 AND step_minutes = 15
      AND bucket >= near[1] AND bucket < near[cardinality(near)]
    UNION ALL
    SELECT c.event_type, c.breakdown, c.currency, own.bucket, c.n * own.sign, c.sessions * own.sign, c.amount * own.sign,
           false
    FROM span
    CROSS JOIN LATERAL (
      SELECT event_type, breakdown, currency, total(n) AS n, total(sessions) AS sessions,
             sum(amount) AS amount
      FROM (
        SELECT event_type, breakdown, currency, n, sessions, amount FROM event_count_rollups r
        WHERE campaign_id = campaign AND split = by_value AND r.minutes = span.minutes
          AND bucket >= span.low AND bucket < span.high
        UNION ALL
        SELECT event_type, breakdown, currency, n, sessions, amount FROM event_counts
        WHERE campaign_id = campaign AND split = by_value AND shard = -1 AND span.minutes = 15
          AND bucket >= span.low AND bucket < span.high) folded
      WHERE types IS NULL OR event_type = ANY (types)
      GROUP BY 1, 2, 3) c
    CROSS JOIN LATERAL (VALUES (gains, 1), (loses, -1)) AS own (bucket, sign)
    WHERE own.bucket IS NOT NULL
    UNION ALL
    SELECT event_type, breakdown, currency, width_bucket(bucket, (SELECT starts)) - 1, n, sessions, amount, false FROM event_counts
    WHERE campaign_id = campaign AND split = by_value AND shard >= 0 AND bucket >= first AND bucket < last
    UNION ALL
    SELECT * FROM count_edges(campaign, types, starts, edges, by_value) WHERE NOT (isempty(edges[1]) AND isempty(edges[2]))
  ), cell AS MATERIALIZED (
    SELECT event_type, value, currency, CASE WHEN currency = '' THEN bucket ELSE 0 END AS bucket, total(n) AS n,
           total(sessions) AS sessions, sum(amount) FILTER (WHERE amount IS NOT NULL) AS amount, bool_or(lost) AS lost
    FROM (SELECT part.*, CASE WHEN split_at IS NULL OR lost THEN '' ELSE breakdown[split_at] END AS value FROM part) valued
    WHERE (types IS NULL OR event_type = ANY (types)) AND value IS NOT NULL
      AND (lost OR only_at IS NULL OR breakdown[only_at] = only_value)
    GROUP BY 1, 2, 3, 4 HAVING total(n) > 0 OR total(sessions) > 0 OR bool_or(lost)
  ), sized AS MATERIALIZED (
    SELECT event_type, event_type <> '' AND sum(
             type_size + letter_size * octet_length(event_type) + amount_size * least(coalesce(currencies, 0), most_currencies)
           ) OVER (ORDER BY n DESC, event_type) > room AS other
    FROM (SELECT event_type, total(n) AS n FROM cell WHERE currency = '' GROUP BY event_type) type
    LEFT JOIN (
      SELECT event_type, count(*) AS currencies
      FROM (SELECT DISTINCT event_type, currency FROM cell WHERE currency <> '') one GROUP BY event_type
    ) money USING (event_type)
  ), valued AS MATERIALIZED (
    SELECT value, total(n) AS n FROM cell WHERE split_at IS NOT NULL AND currency = '' GROUP BY value
  ), greatest AS MATERIALIZED (
    SELECT value FROM valued ORDER BY n DESC, value COLLATE "C" LIMIT most_values
  ), named AS NOT MATERIALIZED (
    -- IN a subquery is a look into a hash table; a join would be planned for a few rows.
    SELECT CASE WHEN event_type NOT IN (SELECT event_type FROM sized WHERE other) THEN event_type END AS event_type,
           CASE WHEN split_at IS NULL OR value IN (SELECT value FROM greatest) THEN value END AS value,
           currency, bucket, n, sessions, amount, lost
    FROM cell
  ), answer AS (
    SELECT *, 0::bigint AS other_currencies FROM named
    WHERE currency = '' AND event_type IS NOT NULL AND value IS NOT NULL
    UNION ALL
    SELECT event_type, value, '', bucket, total(n), total(sessions), NULL, bool_or(lost), 0
    FROM named WHERE currency = '' AND (event_type IS NULL OR value IS NULL) GROUP BY event_type, value, bucket
    UNION ALL
    SELECT event_type, value, currency, 0, n, 0, amount, false, greatest(0, currencies - most_currencies)
    FROM (
      SELECT event_type, value, currency, total(n) AS n, sum(amount) AS amount,
             count(*) OVER of_one AS currencies, row_number() OVER (of_one ORDER BY total(n) DESC, currency) AS place
      FROM named WHERE currency <> '' GROUP BY event_type, value, currency
      WINDOW of_one AS (PARTITION BY event_type, value)) ranked
    WHERE place <= most_currencies
  )
  SELECT event_type, value, currency, bucket, n, sessions, amount, lost,
         (SELECT count(*) FROM sized WHERE other), greatest(0, (SELECT count(*) FROM valued) - most_values),
         other_currencies
  FROM answer;
END $$;

REVOKE EXECUTE ON FUNCTION count_events FROM PUBLIC;
GRANT EXECUTE ON FUNCTION count_events TO footfall_collector;
