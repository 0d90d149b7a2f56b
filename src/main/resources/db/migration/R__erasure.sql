-- Erases events: of a session, or of a campaign by type and span. The owner calls these functions. Rows and counters
-- fall by exactly the same in one transaction.
--
-- Each call takes at most so many events and returns how many it took; call it again until it returns 0. During a call
-- writers and folds wait. So an id is either erased before an insert looks for it, or stored before the erasure does.

-- Lets no writer in until the transaction ends. New writers queue behind it while it waits for those that are in, so it
-- gives up soon, lets them pass, and tries again.
CREATE OR REPLACE FUNCTION stop_writers() RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  FOR attempt IN 1..100 LOOP
    BEGIN
      SET LOCAL lock_timeout = '400ms';
      PERFORM pg_advisory_xact_lock(hashtext('footfall writers'));
      SET LOCAL lock_timeout = 0;
      RETURN;
    EXCEPTION WHEN lock_not_available THEN
      PERFORM pg_sleep(0.05);
    END;
  END LOOP;
  RAISE EXCEPTION 'writers leave no moment for an erasure' USING ERRCODE = 'lock_not_available';
END $$;

-- Takes what these counters say off the counters, after folding them, and off their hours and days.
CREATE OR REPLACE FUNCTION subtract_counts(fallen event_counts[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  subtracted bigint;
BEGIN
  PERFORM fold_rows(ARRAY(
    SELECT c.ctid FROM event_counts c
    JOIN (SELECT DISTINCT campaign_id, split, bucket FROM unnest(fallen)) touched USING (campaign_id, split, bucket)
    WHERE shard >= 0 FOR UPDATE OF c));
  UPDATE event_counts c SET n = c.n - f.n, sessions = c.sessions - f.sessions, amount = c.amount - f.amount
  FROM unnest(fallen) f
  WHERE (c.campaign_id, c.split, c.bucket, c.event_type, c.currency, c.hash, c.shard)
      = (f.campaign_id, f.split, f.bucket, f.event_type, f.currency, f.hash, -1);
  GET DIAGNOSTICS subtracted = ROW_COUNT;
  IF subtracted <> cardinality(fallen) THEN
    RAISE EXCEPTION 'of % counters % are not there', cardinality(fallen), cardinality(fallen) - subtracted;
  END IF;
  UPDATE event_count_rollups r SET n = r.n - f.n, sessions = r.sessions - f.sessions, amount = r.amount - f.amount
  FROM (SELECT campaign_id, split, minutes,
               date_bin(make_interval(mins => minutes), bucket, timestamptz '2000-01-01 00:00+00') AS bucket,
               event_type, currency, hash, sum(n) AS n, sum(sessions) AS sessions, sum(amount) AS amount
        FROM unnest(fallen) CROSS JOIN (VALUES (60), (1440)) AS grain (minutes)
        GROUP BY 1, 2, 3, 4, 5, 6, 7) f
  WHERE (r.campaign_id, r.split, r.minutes, r.bucket, r.event_type, r.currency, r.hash)
      = (f.campaign_id, f.split, f.minutes, f.bucket, f.event_type, f.currency, f.hash);
  DELETE FROM event_counts c USING unnest(fallen) f
  WHERE c.n = 0 AND c.sessions = 0 AND (c.campaign_id, c.split, c.bucket) = (f.campaign_id, f.split, f.bucket);
  DELETE FROM event_count_rollups r USING unnest(fallen) f
  WHERE r.n = 0 AND r.sessions = 0 AND (r.campaign_id, r.split) = (f.campaign_id, f.split) AND r.minutes IN (60, 1440)
    AND r.bucket = date_bin(make_interval(mins => r.minutes), f.bucket, timestamptz '2000-01-01 00:00+00');
END $$;

-- Erases the events with these ids. If one was the first of its session, or its first of that type, the session counts
-- at the first of those that are left.
CREATE OR REPLACE FUNCTION erase_events(ids uuid[]) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  erased bigint;
  fallen event_counts[];
  risen  event_counts[];
BEGIN
  -- No fold moves a counter meanwhile, and two erasures do not subtract the same events twice.
  PERFORM pg_advisory_xact_lock(hashtext('footfall erasure'));
  PERFORM stop_writers();
  PERFORM FROM events WHERE id = ANY (ids) ORDER BY id FOR UPDATE;
  WITH gone AS (
    DELETE FROM events WHERE id = ANY (ids)
    RETURNING id, session_id, campaign_id, event_type, event_time, created_at, metadata
  ), remembered AS (
    INSERT INTO erased_ids (id) SELECT id FROM gone ON CONFLICT (id) DO UPDATE SET erased_at = now()
  ), undone AS (
    -- A step tells the time of its event, not its id. Where another event of that time was the first, it comes back.
    DELETE FROM session_steps t USING (
      SELECT DISTINCT session_id, campaign_id, step, event_time
      FROM gone CROSS JOIN LATERAL (VALUES (event_type), ('')) AS reached (step)) g
    WHERE (t.session_id, t.campaign_id, t.event_type, t.event_time)
        = (g.session_id, g.campaign_id, g.step, g.event_time)
    RETURNING t.session_id, t.campaign_id, t.event_type, t.event_time, t.breakdown
  ), next AS (
    SELECT u.session_id, u.campaign_id, u.event_type, left_over.*
    FROM undone u CROSS JOIN LATERAL (
      SELECT event_time, created_at, breakdown_of(metadata, created_at) AS breakdown FROM events e
      WHERE e.session_id = u.session_id AND e.campaign_id = u.campaign_id
        AND (u.event_type = '' OR e.event_type = u.event_type) AND e.id NOT IN (SELECT id FROM gone)
      ORDER BY created_at, event_time, id LIMIT 1) left_over
  ), stepped AS (
    INSERT INTO session_steps (session_id, campaign_id, event_type, event_time, breakdown, created_at)
    SELECT session_id, campaign_id, event_type, event_time, breakdown, created_at FROM next
  ), figure AS (
    SELECT true AS falls, campaign_id, event_type, event_time, breakdown_of(metadata, created_at) AS breakdown,
           money.currency, 1 AS n, 0 AS sessions, money.amount
    FROM gone CROSS JOIN LATERAL (
      VALUES ('', NULL::numeric), (metadata ->> 'currency', amount_of(metadata, created_at))) AS money (currency, amount)
    WHERE money.currency = '' OR money.amount IS NOT NULL
    UNION ALL
    SELECT true, campaign_id, event_type, event_time, breakdown, '', 0, 1, NULL FROM undone
    UNION ALL
    SELECT false, campaign_id, event_type, event_time, breakdown, '', 0, 1, NULL FROM next
  ), counter AS (
    SELECT falls, (campaign_id, bucket, sum(n), sum(sessions), pg_backend_pid() % 64, breakdown IS NOT NULL, event_type,
                   currency, breakdown_hash(breakdown), breakdown, sum(amount))::event_counts AS c
    FROM figure CROSS JOIN LATERAL date_bin('15 minutes', event_time, timestamptz '2000-01-01 00:00+00') AS bucket
    GROUP BY falls, campaign_id, bucket, event_type, currency, ROLLUP (breakdown)
    HAVING breakdown IS NOT NULL OR grouping(breakdown) = 1
  )
  SELECT (SELECT count(*) FROM gone), array_agg(c) FILTER (WHERE falls), array_agg(c) FILTER (WHERE NOT falls)
  INTO erased, fallen, risen FROM counter;
  IF erased > 0 THEN
    PERFORM subtract_counts(fallen);
    INSERT INTO event_counts AS c SELECT * FROM unnest(risen)
    ON CONFLICT (campaign_id, split, bucket, event_type, currency, hash, shard)
      DO UPDATE SET sessions = c.sessions + excluded.sessions;
  END IF;
  RETURN erased;
END $$;

CREATE OR REPLACE FUNCTION erase_session(session uuid, most integer DEFAULT 2000) RETURNS bigint
LANGUAGE sql AS $$
  SELECT erase_events(ARRAY(SELECT id FROM events WHERE session_id = session ORDER BY id LIMIT most))
$$;
COMMENT ON FUNCTION erase_session IS 'Erases events of a session, with their counts; returns how many.';

-- event_types null: all types. The span includes its start and not its end.
CREATE OR REPLACE FUNCTION erase_campaign(
  campaign uuid, event_types text[], from_time timestamptz, to_time timestamptz, most integer DEFAULT 2000)
RETURNS bigint
LANGUAGE sql AS $$
  SELECT erase_events(ARRAY(
    SELECT id FROM events
    WHERE campaign_id = campaign AND (event_types IS NULL OR event_type = ANY (event_types))
      AND event_time >= from_time AND event_time < to_time
    LIMIT most))
$$;
COMMENT ON FUNCTION erase_campaign IS 'Erases events of a campaign by type and span, with their counts; returns how many.';

REVOKE EXECUTE ON FUNCTION erase_session, erase_campaign, erase_events, subtract_counts, stop_writers FROM PUBLIC;
