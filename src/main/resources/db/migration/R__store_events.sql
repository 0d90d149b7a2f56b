-- Stores events and counts them, in one statement: both are committed or neither is. It stands in a function because a
-- server process keeps the plan of a function's statement, while a statement that comes through a transaction-mode
-- proxy is planned each time, which takes longer than running it for a single event.
--
-- Rows are inserted in order of id and counters in order of their key: two calls that carry the same events in another
-- order would otherwise deadlock. What may not be stored is left out in the same snapshot: ids below the oldest month
-- kept (where the sender's clock was wrong, id_time has the id's corrected time), erased ids, and, if only registered
-- campaigns count, the others.
--
-- A single event takes PostgreSQL longer to prepare for than to write, so each word counts. ON CONFLICT names no column,
-- since id is the only unique one: with a name, PostgreSQL looks up the ancestors of each index of the partition in its
-- catalogue, for every call. Erased ids are looked up once a call, not once an event, as NOT EXISTS would, and not at all
-- where none ever was. And the lock is taken by an expression, not by a statement with an executor of its own.
--
-- It runs with its owner's rights, so that its caller needs none on the tables.
CREATE OR REPLACE FUNCTION store_events(
  ids uuid[], session_ids uuid[], campaign_ids uuid[], event_types text[], event_times timestamptz[], metadata text[],
  id_times timestamptz[] DEFAULT NULL, registered_only boolean DEFAULT false)
RETURNS TABLE (id uuid, created_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
-- Else a plan for the very parameters looks cheaper, and each call is planned, which takes longer than it runs.
SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  -- An erasure has the tables to itself. The statement's snapshot comes after, and sees what the last one did.
  turn CONSTANT text := pg_advisory_xact_lock_shared(hashtext('footfall writers'));
BEGIN
  RETURN QUERY
  WITH stored AS (
    INSERT INTO events (id, session_id, campaign_id, event_type, event_time, metadata)
    SELECT id, session_id, campaign_id, event_type, event_time, metadata::jsonb
    FROM unnest($1, $2, $3, $4, $5, $6, $7)
      AS sent (id, session_id, campaign_id, event_type, event_time, metadata, id_time)
    WHERE (uuid_extract_version(id) IS DISTINCT FROM 7
           OR coalesce(first_id(id_time), id) >= oldest_id())
      AND (NOT any_erased() OR id <> ALL (ARRAY(SELECT erased_ids.id FROM erased_ids WHERE erased_ids.id = ANY ($1))))
      AND (NOT registered_only
           OR EXISTS (SELECT FROM campaigns WHERE campaigns.campaign_id = sent.campaign_id))
    ORDER BY id
    ON CONFLICT DO NOTHING
    RETURNING id, session_id, campaign_id, event_type, event_time, created_at,
              breakdown_of(metadata, created_at) AS breakdown, amount_of(metadata, created_at) AS amount,
              metadata ->> 'currency' AS currency
  ), stepped AS (
    INSERT INTO session_steps (session_id, campaign_id, event_type, event_time, breakdown)
    SELECT DISTINCT ON (session_id, campaign_id, step) session_id, campaign_id, step, event_time, breakdown
    FROM (SELECT *, event_type AS step FROM stored UNION ALL SELECT *, '' FROM stored) reached
    ORDER BY session_id, campaign_id, step, event_time, id
    ON CONFLICT DO NOTHING
    RETURNING campaign_id, event_type, event_time, breakdown
  ), counted AS (
    INSERT INTO event_counts AS c (
      campaign_id, split, bucket, event_type, currency, hash, shard, breakdown, n, sessions, amount)
    SELECT campaign_id, breakdown IS NOT NULL,
           date_bin('15 minutes', event_time, timestamptz '2000-01-01 00:00+00') AS bucket,
           event_type, currency, breakdown_hash(breakdown), pg_backend_pid() % 64, breakdown,
           sum(n), sum(sessions), sum(amount)
    FROM (
      SELECT campaign_id, event_type, event_time, breakdown, '' AS currency, 1 AS n, 0 AS sessions,
             NULL::numeric AS amount
      FROM stored
      UNION ALL
      SELECT campaign_id, event_type, event_time, breakdown, '', 0, 1, NULL FROM stepped
      UNION ALL
      SELECT campaign_id, event_type, event_time, breakdown, currency, 1, 0, amount
      FROM stored WHERE amount IS NOT NULL) figure
    GROUP BY campaign_id, bucket, event_type, currency, ROLLUP (breakdown)
    HAVING breakdown IS NOT NULL OR grouping(breakdown) = 1
    ORDER BY campaign_id, bucket, event_type, currency, breakdown
    ON CONFLICT (campaign_id, split, bucket, event_type, currency, hash, shard)
      DO UPDATE SET n = c.n + excluded.n, sessions = c.sessions + excluded.sessions, amount = c.amount + excluded.amount
  )
  SELECT id, created_at FROM stored;
END $$;
COMMENT ON FUNCTION store_events IS
  'Ids, sessions, campaigns, types, times, metadata and corrected times of the ids; returns those that are new.';

REVOKE EXECUTE ON FUNCTION store_events FROM PUBLIC;
GRANT EXECUTE ON FUNCTION store_events TO footfall_collector;
