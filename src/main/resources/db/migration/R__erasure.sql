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

-- Takes so many events off each counter: from its shards first, and the rest from what was folded and from its hour and
-- day.
CREATE OR REPLACE FUNCTION subtract_counts(campaigns uuid[], buckets timestamptz[], types text[], numbers bigint[])
RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  missing bigint;
BEGIN
  -- From here on nobody changes these rows, and the next statement sees them as they are now.
  PERFORM FROM event_counts c
  JOIN unnest(campaigns, buckets, types) AS fall (campaign_id, bucket, event_type) USING (campaign_id, bucket, event_type)
  ORDER BY campaign_id, bucket, event_type, shard FOR UPDATE OF c;
  WITH fall AS (
    SELECT * FROM unnest(campaigns, buckets, types, numbers) AS fall (campaign_id, bucket, event_type, n)
  ), share AS (
    SELECT campaign_id, bucket, event_type, shard,
           least(c.n, greatest(0, fall.n + c.n - sum(c.n) OVER (
             PARTITION BY campaign_id, bucket, event_type ORDER BY shard DESC))) AS n
    FROM event_counts c JOIN fall USING (campaign_id, bucket, event_type)
  ), subtracted AS (
    UPDATE event_counts c SET n = c.n - share.n FROM share
    WHERE share.n > 0 AND (c.campaign_id, c.bucket, c.event_type, c.shard)
        = (share.campaign_id, share.bucket, share.event_type, share.shard)
    RETURNING c.campaign_id, c.bucket, c.event_type, c.shard, share.n
  ), rolled_up AS (
    UPDATE event_count_rollups r SET n = r.n - folded.n
    FROM (SELECT campaign_id, minutes,
                 date_bin(make_interval(mins => minutes), bucket, timestamptz '2000-01-01 00:00+00') AS bucket,
                 event_type, sum(n) AS n
          FROM subtracted CROSS JOIN (VALUES (60), (1440)) AS grain (minutes)
          WHERE shard = -1 GROUP BY 1, 2, 3, 4) folded
    WHERE (r.campaign_id, r.minutes, r.bucket, r.event_type)
        = (folded.campaign_id, folded.minutes, folded.bucket, folded.event_type)
  )
  SELECT (SELECT sum(n) FROM fall) - coalesce(sum(n), 0) INTO missing FROM subtracted;
  IF missing <> 0 THEN
    RAISE EXCEPTION 'the counters hold % events fewer than are stored', missing;
  END IF;
  DELETE FROM event_counts c USING unnest(campaigns, buckets, types) AS fall (campaign_id, bucket, event_type)
  WHERE n = 0 AND (c.campaign_id, c.bucket, c.event_type) = (fall.campaign_id, fall.bucket, fall.event_type);
  DELETE FROM event_count_rollups r USING unnest(campaigns, buckets, types) AS fall (campaign_id, bucket, event_type)
  WHERE n = 0 AND r.campaign_id = fall.campaign_id AND r.event_type = fall.event_type AND r.minutes IN (60, 1440)
    AND r.bucket = date_bin(make_interval(mins => r.minutes), fall.bucket, timestamptz '2000-01-01 00:00+00');
END $$;

-- Erases the events with these ids.
CREATE OR REPLACE FUNCTION erase_events(ids uuid[]) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  erased    bigint;
  campaigns uuid[];
  buckets   timestamptz[];
  types     text[];
  numbers   bigint[];
BEGIN
  -- No fold moves a counter meanwhile, and two erasures do not subtract the same events twice.
  PERFORM pg_advisory_xact_lock(hashtext('footfall erasure'));
  PERFORM stop_writers();
  PERFORM FROM events WHERE id = ANY (ids) ORDER BY id FOR UPDATE;
  WITH gone AS (
    DELETE FROM events WHERE id = ANY (ids) RETURNING id, campaign_id, event_type, event_time
  ), remembered AS (
    INSERT INTO erased_ids (id) SELECT id FROM gone ON CONFLICT (id) DO UPDATE SET erased_at = now()
  ), fallen AS (
    SELECT campaign_id, date_bin('15 minutes', event_time, timestamptz '2000-01-01 00:00+00') AS bucket, event_type,
           count(*) AS n
    FROM gone GROUP BY 1, 2, 3
  )
  SELECT coalesce(sum(n), 0), array_agg(campaign_id), array_agg(bucket), array_agg(event_type), array_agg(n)
  INTO erased, campaigns, buckets, types, numbers FROM fallen;
  IF erased > 0 THEN
    PERFORM subtract_counts(campaigns, buckets, types, numbers);
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
