-- Folds the shards of quarter-hours that ended over an hour ago into one row each, and adds them to their hour and day;
-- takes at most so many rows a call, and returns how many it took. It skips rows that somebody is writing, so it blocks
-- no writer for long and deadlocks with none. It waits for a running erasure, which relies on rows staying where they
-- are.
CREATE OR REPLACE FUNCTION fold_event_counts(most integer) RETURNS bigint
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtext('footfall erasure'));
  RETURN fold_rows(ARRAY(
    SELECT ctid FROM event_counts
    WHERE shard >= 0 AND bucket < now() - interval '75 minutes'
    ORDER BY campaign_id, split, bucket, event_type, currency, hash, shard LIMIT most
    FOR UPDATE SKIP LOCKED));
END $$;

-- Folds these shards, which the caller has locked; returns how many they are.
CREATE OR REPLACE FUNCTION fold_rows(closed tid[]) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  folded bigint;
BEGIN
  WITH taken AS (
    DELETE FROM event_counts WHERE ctid = ANY (closed)
    RETURNING campaign_id, split, bucket, event_type, currency, hash, breakdown, n, sessions, amount
  ), into_one AS (
    INSERT INTO event_counts AS c (
      campaign_id, split, bucket, event_type, currency, hash, shard, breakdown, n, sessions, amount)
    SELECT campaign_id, split, bucket, event_type, currency, hash, -1, min(breakdown), sum(n), sum(sessions), sum(amount)
    FROM taken GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6
    ON CONFLICT (campaign_id, split, bucket, event_type, currency, hash, shard)
      DO UPDATE SET n = c.n + excluded.n, sessions = c.sessions + excluded.sessions, amount = c.amount + excluded.amount
  ), rolled_up AS (
    INSERT INTO event_count_rollups AS r (
      campaign_id, split, minutes, bucket, event_type, currency, hash, breakdown, n, sessions, amount)
    SELECT campaign_id, split, minutes,
           date_bin(make_interval(mins => minutes), bucket, timestamptz '2000-01-01 00:00+00'),
           event_type, currency, hash, min(breakdown), sum(n), sum(sessions), sum(amount)
    FROM taken CROSS JOIN (VALUES (60), (1440)) AS grain (minutes)
    GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7
    ON CONFLICT (campaign_id, split, minutes, bucket, event_type, currency, hash)
      DO UPDATE SET n = r.n + excluded.n, sessions = r.sessions + excluded.sessions, amount = r.amount + excluded.amount
  )
  SELECT count(*) INTO folded FROM taken;
  RETURN folded;
END $$;

REVOKE EXECUTE ON FUNCTION fold_event_counts, fold_rows FROM PUBLIC;
