-- Measures the ingestion lag, created_at - event_time in milliseconds, of a campaign's newest events from `since` up to
-- `until`: at most so many, and how many there were.
--
-- Counters tell how far back the newest events reach, so that no more of them are read than are needed. The steps go
-- back by days, then by hours and by quarter-hours, each from the newest, and each ends as soon as it has passed enough
-- events. Counters count one event at least, so a step reads about as many rows as there are events to find, at most.
CREATE OR REPLACE FUNCTION measure_lag(campaign uuid, since timestamptz, until timestamptz, most integer)
RETURNS TABLE (events bigint, p50 bigint, p95 bigint, p99 bigint, max bigint)
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off SET enable_sort = off AS $$
#variable_conflict use_column
DECLARE
  start   timestamptz := since;
  grain   smallint;
  counter record;
  passed  bigint;
BEGIN
  FOREACH grain IN ARRAY ARRAY[1440, 60, 15] LOOP
    passed := 0;
    FOR counter IN
      (SELECT bucket, n FROM event_count_rollups
       WHERE campaign_id = campaign AND NOT split AND currency = '' AND n > 0 AND minutes = grain
         AND bucket >= start AND bucket <= until - make_interval(mins => grain) ORDER BY bucket DESC)
      UNION ALL
      (SELECT bucket, n FROM event_counts
       WHERE campaign_id = campaign AND NOT split AND currency = '' AND n > 0 AND shard >= 0 AND grain > 15
         AND bucket >= start AND bucket <= until - interval '15 minutes' ORDER BY bucket DESC)
      UNION ALL
      (SELECT bucket, n FROM event_counts
       WHERE campaign_id = campaign AND NOT split AND currency = '' AND n > 0 AND grain = 15
         AND bucket >= start AND bucket <= until - interval '15 minutes' ORDER BY bucket DESC)
      ORDER BY bucket DESC
    LOOP
      passed := passed + counter.n;
      IF passed >= most THEN
        start := counter.bucket;
        EXIT;
      END IF;
    END LOOP;
  END LOOP;
  RETURN QUERY
  WITH late AS (
    SELECT round(extract(epoch FROM e.created_at - e.event_time) * 1000)::bigint AS ms
    FROM (SELECT DISTINCT event_type FROM event_counts
          WHERE campaign_id = campaign AND NOT split AND bucket > start - interval '15 minutes' AND bucket < until) k
    CROSS JOIN LATERAL (
      SELECT event_time, created_at FROM events
      WHERE campaign_id = campaign AND event_type = k.event_type AND event_time >= start AND event_time < until
      ORDER BY event_time DESC LIMIT most) e
    ORDER BY e.event_time DESC LIMIT most)
  SELECT count(*), percentile_disc(0.5) WITHIN GROUP (ORDER BY ms), percentile_disc(0.95) WITHIN GROUP (ORDER BY ms),
         percentile_disc(0.99) WITHIN GROUP (ORDER BY ms), max(ms)
  FROM late;
END $$;

REVOKE EXECUTE ON FUNCTION measure_lag FROM PUBLIC;
GRANT EXECUTE ON FUNCTION measure_lag TO footfall_collector;
