-- Stores events and counts them, in one statement: both or neither are committed. It stands in a function
-- because a server process keeps the plan of a function's statement, while one that comes through a
-- transaction-mode proxy is planned anew each time, which takes longer than to run it for a single event.
--
-- Rows go in by id and counters by key: two calls that carry the same events in another order would
-- otherwise deadlock. An id below the oldest month kept is passed over, in the same snapshot.
CREATE FUNCTION store_events(uuid[], uuid[], uuid[], text[], timestamptz[], text[])
RETURNS TABLE (id uuid, created_at timestamptz)
LANGUAGE plpgsql AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
  WITH stored AS (
    INSERT INTO events (id, session_id, campaign_id, event_type, event_time, metadata)
    SELECT id, session_id, campaign_id, event_type, event_time, metadata::jsonb
    FROM unnest($1, $2, $3, $4, $5, $6)
      AS sent (id, session_id, campaign_id, event_type, event_time, metadata)
    WHERE uuid_extract_version(id) IS DISTINCT FROM 7
       OR id >= (SELECT oldest_id FROM retention)
    ORDER BY id
    ON CONFLICT (id) DO NOTHING
    RETURNING id, campaign_id, event_type, event_time, created_at
  ), counted AS (
    INSERT INTO event_counts AS c (campaign_id, bucket, event_type, shard, n)
    SELECT campaign_id, date_bin('15 minutes', event_time, timestamptz '2000-01-01 00:00+00'),
           event_type, pg_backend_pid() % 64, count(*)
    FROM stored GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    ON CONFLICT (campaign_id, bucket, event_type, shard) DO UPDATE SET n = c.n + excluded.n
  )
  SELECT id, created_at FROM stored;
END $$;
COMMENT ON FUNCTION store_events IS
  'Ids, sessions, campaigns, types, times and metadata of events; answers those that are new.';

REVOKE EXECUTE ON FUNCTION store_events FROM PUBLIC;
GRANT EXECUTE ON FUNCTION store_events TO footfall_collector;
