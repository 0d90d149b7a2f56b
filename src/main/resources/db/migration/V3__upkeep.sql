-- Months, retention and folding. Run by the owner, over a direct connection, after each migration
-- and on a schedule; without it events still land in the default partition, exactly once.

CREATE TABLE retention (
  only_row   boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
  oldest_id  uuid        NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
  lost_until timestamptz NOT NULL DEFAULT '-infinity'
);
COMMENT ON COLUMN retention.oldest_id IS
  'A UUIDv7 below it is refused: its month is no longer kept, so nobody could prove that it is new.';
COMMENT ON COLUMN retention.lost_until IS
  'No event that was dropped with its month happened after it; later quarter-hours are whole.';
INSERT INTO retention DEFAULT VALUES;

-- The smallest UUIDv7 of an instant: 48 bits of Unix milliseconds, then zeros (RFC 9562, 5.7).
CREATE FUNCTION first_id(at timestamptz) RETURNS uuid
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

-- The month (UTC) that lies so many months from now.
CREATE FUNCTION month_from_now(months integer) RETURNS timestamptz
LANGUAGE sql STABLE STRICT AS $$
  SELECT (date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => months))
         AT TIME ZONE 'UTC'
$$;

-- Makes a month's partition and moves into it what waited in the default one. False if it is there.
CREATE FUNCTION create_month(month timestamptz) RETURNS boolean
LANGUAGE plpgsql SET lock_timeout = '2s' AS $$
DECLARE
  partition text := to_char(month AT TIME ZONE 'UTC', '"events_"YYYY_MM');
  low  uuid := first_id(month);
  high uuid := first_id((month AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC');
BEGIN
  IF to_regclass(partition) IS NOT NULL THEN
    RETURN false;
  END IF;
  -- Writers wait here rather than at the default partition, where they would have been routed already.
  LOCK TABLE events IN ACCESS EXCLUSIVE MODE;
  IF to_regclass(partition) IS NOT NULL THEN
    RETURN false;
  END IF;
  EXECUTE format(
    'CREATE TABLE %I (LIKE events INCLUDING DEFAULTS INCLUDING COMMENTS) WITH (
       autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_freeze_min_age = 0,
       autovacuum_analyze_scale_factor = 0.02)', partition);
  EXECUTE format(
    'WITH moved AS (DELETE FROM events_default WHERE id >= %L AND id < %L RETURNING *)
     INSERT INTO %I SELECT * FROM moved', low, high, partition);
  EXECUTE format('ALTER TABLE events ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
    partition, low, high);
  -- The few ids of other versions that fall into the month's range; they outlive the month.
  EXECUTE format('CREATE INDEX %I ON %I (id) WHERE uuid_extract_version(id) IS DISTINCT FROM 7',
    partition || '_foreign', partition);
  RETURN true;
END $$;

-- Drops a month's events and keeps their counts. Ids of other versions move to the default
-- partition, so that their retries are still recognised.
CREATE FUNCTION drop_month(month timestamptz) RETURNS boolean
LANGUAGE plpgsql SET lock_timeout = '2s' AS $$
DECLARE
  partition text := to_char(month AT TIME ZONE 'UTC', '"events_"YYYY_MM');
BEGIN
  IF to_regclass(partition) IS NULL THEN
    RETURN false;
  END IF;
  LOCK TABLE events IN ACCESS EXCLUSIVE MODE;
  EXECUTE format('ALTER TABLE events DETACH PARTITION %I', partition);
  EXECUTE format(
    'INSERT INTO events_default SELECT * FROM %I WHERE uuid_extract_version(id) IS DISTINCT FROM 7',
    partition);
  EXECUTE format('DROP TABLE %I', partition);
  -- An event is accepted up to 24 hours ahead of its time.
  UPDATE retention SET lost_until = greatest(lost_until, now() + interval '24 hours');
  RETURN true;
END $$;

-- Keeps the running month, so many months before it and so many after it. months_to_keep 0 keeps
-- all. Returns the names of the months made and dropped. Any number may run at once.
CREATE FUNCTION keep_months(months_to_keep integer, months_ahead integer) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  month   timestamptz;
  created jsonb := '[]';
  dropped jsonb := '[]';
BEGIN
  -- One at a time; the lock ends with the transaction.
  PERFORM FROM retention FOR UPDATE;
  IF months_to_keep > 0 THEN
    UPDATE retention SET oldest_id = greatest(oldest_id, first_id(month_from_now(-months_to_keep)));
    FOR month IN
      SELECT to_timestamp(substr(c.relname, 8) || ' +00', 'YYYY_MM TZH') AS m
      FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
      WHERE i.inhparent = 'events'::regclass AND c.relname ~ '^events_\d{4}_\d{2}$'
        AND to_timestamp(substr(c.relname, 8) || ' +00', 'YYYY_MM TZH') < month_from_now(-months_to_keep)
      ORDER BY m
    LOOP
      PERFORM drop_month(month);
      dropped := dropped || to_jsonb(to_char(month AT TIME ZONE 'UTC', 'YYYY-MM'));
    END LOOP;
  END IF;
  FOR month IN SELECT month_from_now(m) FROM generate_series(-months_to_keep, months_ahead) m LOOP
    IF create_month(month) THEN
      created := created || to_jsonb(to_char(month AT TIME ZONE 'UTC', 'YYYY-MM'));
    END IF;
  END LOOP;
  RETURN jsonb_build_object('created', created, 'dropped', dropped);
END $$;

-- Folds the shards of quarter-hours that ended over an hour ago into one row each, and adds them to
-- their hour and day, at most so many rows a call; returns how many rows it took. Rows that somebody
-- writes just now wait for the next call, so it never blocks a writer for long and never deadlocks
-- with one.
CREATE FUNCTION fold_event_counts(most integer) RETURNS bigint
LANGUAGE sql AS $$
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
  ), folded AS (
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
  SELECT count(*) FROM taken
$$;
