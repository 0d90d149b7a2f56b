-- Folds the shards of quarter-hours that ended over an hour ago into one row each, and adds them to their hour and day;
-- takes at most so many rows a call, and returns how many it took. It skips rows that somebody is writing, so it blocks
-- no writer for long and deadlocks with none. It waits for a running erasure, which relies on rows staying where they
-- are.
CREATE OR REPLACE FUNCTION fold_event_counts(most integer) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  folded bigint;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtext('footfall erasure'));
  WITH closed AS (
    SELECT campaign_id, bucket, event_type, shard FROM event_counts
    WHERE shard >= 0 AND bucket < now() - interval '75 minutes'
    ORDER BY campaign_id, bucket, event_type, shard LIMIT most
    FOR UPDATE SKIP LOCKED
  ), taken AS (
    DELETE FROM event_counts c USING closed
    WHERE (c.campaign_id, c.bucket, c.event_type, c.shard)
        = (closed.campaign_id, closed.bucket, closed.event_type, closed.shard)
    RETURNING c.campaign_id, c.bucket, c.event_type, c.n
  ), into_one AS (
    INSERT INTO event_counts AS c (campaign_id, bucket, event_type, shard, n)
    SELECT campaign_id, bucket, event_type, -1, sum(n) FROM taken
    GROUP BY campaign_id, bucket, event_type ORDER BY campaign_id, bucket, event_type
    ON CONFLICT (campaign_id, bucket, event_type, shard) DO UPDATE SET n = c.n + excluded.n
  ), rolled_up AS (
    INSERT INTO event_count_rollups AS r (campaign_id, minutes, bucket, event_type, n)
    SELECT campaign_id, minutes,
           date_bin(make_interval(mins => minutes), bucket, timestamptz '2000-01-01 00:00+00'),
           event_type, sum(n)
    FROM taken CROSS JOIN (VALUES (60), (1440)) AS grain (minutes)
    GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
    ON CONFLICT (campaign_id, minutes, bucket, event_type) DO UPDATE SET n = r.n + excluded.n
  )
  SELECT count(*) INTO folded FROM taken;
  RETURN folded;
END $$;

REVOKE EXECUTE ON FUNCTION fold_event_counts FROM PUBLIC;
