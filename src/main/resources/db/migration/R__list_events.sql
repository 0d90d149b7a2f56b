-- A campaign's events in order of time and then id: at most so many after a given place, up to `until`. Types may be
-- limited; null means all.
--
-- An index serves one type at a time. So this goes forward in steps, each twice as long as the one before, and looks in
-- each only for the types that counters know of in its days. That finds few events more than it returns, wherever they
-- are.
CREATE OR REPLACE FUNCTION list_events(
  campaign uuid, types text[], after_time timestamptz, after_id uuid, until timestamptz, most integer)
RETURNS SETOF events
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
#variable_conflict use_column
DECLARE
  low    timestamptz := after_time;
  high   timestamptz;
  step   interval := '15 minutes';
  found  bigint;
  wanted bigint := most;
BEGIN
  WHILE low < until LOOP
    high := least(low + step, until);
    RETURN QUERY
    SELECT e.* FROM (
      SELECT event_type FROM event_count_rollups
      WHERE campaign_id = campaign AND NOT split AND minutes = 1440 AND bucket > low - interval '24 hours' AND bucket < high
      UNION
      SELECT event_type FROM event_counts
      WHERE campaign_id = campaign AND NOT split AND shard >= 0 AND bucket > low - interval '15 minutes' AND bucket < high) k
    CROSS JOIN LATERAL (
      SELECT * FROM events
      WHERE campaign_id = campaign AND event_type = k.event_type AND event_time >= low AND event_time < high
        AND (event_time, id) > (after_time, after_id)
      ORDER BY event_time, id LIMIT wanted) e
    WHERE types IS NULL OR k.event_type = ANY (types)
    ORDER BY e.event_time, e.id LIMIT wanted;
    GET DIAGNOSTICS found = ROW_COUNT;
    wanted := wanted - found;
    EXIT WHEN wanted <= 0;
    low := high;
    step := 2 * step;
  END LOOP;
END $$;

REVOKE EXECUTE ON FUNCTION list_events FROM PUBLIC;
GRANT EXECUTE ON FUNCTION list_events TO footfall_collector;
