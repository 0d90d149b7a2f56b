-- Months, retention and what both need. The owner calls them over a direct connection, after each migration and on a
-- schedule. Without them events are still stored and counted exactly, in events_later.
-- See docs/adr/0009-ranges-for-every-id.md.

-- The smallest UUIDv7 of a time: 48 bits of Unix milliseconds, then zeros (RFC 9562, 5.7).
CREATE OR REPLACE FUNCTION first_id(at timestamptz) RETURNS uuid
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || repeat('0', 20))::uuid
$$;

-- No id is smaller: what the first partition begins with.
CREATE OR REPLACE FUNCTION min_id() RETURNS uuid
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT uuid '00000000-0000-0000-0000-000000000000' $$;

-- The time in the first 48 bits of a UUID of any version.
CREATE OR REPLACE FUNCTION id_time(id uuid) RETURNS timestamptz
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT to_timestamp(('x' || left(replace(id::text, '-', ''), 12))::bit(48)::bigint / 1000.0)
$$;

-- The month (UTC) that lies so many months after the present one.
CREATE OR REPLACE FUNCTION month_from_now(months integer) RETURNS timestamptz
LANGUAGE sql STABLE STRICT AS $$
  SELECT (date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => months)) AT TIME ZONE 'UTC'
$$;

CREATE OR REPLACE FUNCTION next_month(month timestamptz) RETURNS timestamptz
LANGUAGE sql IMMUTABLE STRICT AS $$
  SELECT (month AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC'
$$;

-- The partitions of events and of session_steps, by their key, and their ranges of ids; low is null for the first, high
-- for the last, and both for the default. A month is named PARENT_YYYY_MM by its first. It may be many months long: see
-- keep_a_month.
CREATE OR REPLACE VIEW partitions AS
SELECT p.relname::text AS parent, CASE p.relname WHEN 'events' THEN 'id' ELSE 'session_id' END AS key,
       c.relname::text AS name, c.relname ~ ('^' || p.relname || '_\d{4}_\d{2}$') AS is_month,
       substring(bounds FROM 'FROM \(''(.*)''\) TO')::uuid AS low,
       substring(bounds FROM 'TO \(''(.*)''\)')::uuid AS high, bounds = 'DEFAULT' AS is_default
FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_class p ON p.oid = i.inhparent,
     pg_get_expr(c.relpartbound, c.oid) AS bounds
WHERE i.inhparent IN ('events'::regclass, 'session_steps'::regclass);

-- Cuts a new partition for the ids from `floor` up to `at` off another: off its front, or out of the default partition.
-- Writers and readers wait while it runs. So it moves and scans few rows, or else refuses and returns false.
CREATE OR REPLACE FUNCTION cut_partition(parent text, reserve text, floor uuid, at uuid, partition text)
RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  most_moved   CONSTANT integer := 20000;
  most_scanned CONSTANT integer := 300000;
  bounds text;
  key    text;
  many   boolean;
BEGIN
  SELECT p.key, CASE WHEN is_default THEN 'DEFAULT' ELSE format('FOR VALUES FROM (%L) TO (%L)', at, high) END
  INTO STRICT key, bounds FROM partitions p WHERE name = reserve;
  EXECUTE format(
    'SELECT (SELECT count(*) FROM (SELECT FROM %1$I WHERE %2$I >= $1 AND %2$I < $2 LIMIT $3 + 1) moved) > $3
         OR (SELECT count(*) FROM (SELECT FROM %1$I LIMIT $4 + 1) scanned) > $4', reserve, key)
    INTO many USING floor, at, most_moved, most_scanned;
  IF many THEN
    RETURN false;
  END IF;
  EXECUTE format('LOCK TABLE ONLY %I IN ACCESS EXCLUSIVE MODE', parent);
  EXECUTE format('ALTER TABLE %I DETACH PARTITION %I', parent, reserve);
  EXECUTE format(
    'CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%s) TO (%L) WITH (
       autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_freeze_min_age = 0,
       autovacuum_analyze_scale_factor = 0.02)',
    partition, parent, CASE WHEN floor = min_id() THEN 'MINVALUE' ELSE quote_literal(floor) END, at);
  EXECUTE format(
    'WITH moved AS (DELETE FROM %1$I WHERE %2$I >= %3$L AND %2$I < %4$L RETURNING *) INSERT INTO %5$I SELECT * FROM moved',
    reserve, key, floor, at, partition);
  EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I %s', parent, reserve, bounds);
  IF partition ~ '_\d{4}_\d{2}$' THEN
    -- The few ids of other versions: retention asks for them by age.
    EXECUTE format('CREATE INDEX %I ON %I (created_at) WHERE uuid_extract_version(%I) IS DISTINCT FROM 7',
      partition || '_foreign', partition, key);
  ELSE
    EXECUTE format('CREATE INDEX %I ON %I USING brin (created_at) WITH (autosummarize = on)',
      partition || '_created', partition);
  END IF;
  RETURN true;
END $$;

-- Takes the next step towards months up to so many after the present one, without a gap; returns the month that it
-- made, an empty text after any other step, and null when there is nothing left to do.
--
-- Beyond the last month lies PARENT_next, a year that is nearly empty, and beyond that PARENT_later. If upkeep did not
-- run for months, PARENT_next has filled up. No row moves then: it becomes one long month, and upkeep goes on after its
-- end.
CREATE OR REPLACE FUNCTION keep_a_month(parent text, months_to_keep integer, months_ahead integer) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
  early    CONSTANT text := parent || '_early';
  nearest  CONSTANT text := parent || '_next';
  later    CONSTANT text := parent || '_later';
  year     partitions;
  floor    uuid;
  month    timestamptz;
  the_next timestamptz;
  name     text;
BEGIN
  IF to_regclass(early) IS NULL THEN
    PERFORM cut_or_fail(parent, later, min_id(), first_id(month_from_now(-months_to_keep)), early);
    RETURN '';
  END IF;
  IF to_regclass(nearest) IS NULL THEN
    SELECT low, greatest(id_time(low), month_from_now(months_ahead)) INTO floor, month FROM partitions p
    WHERE p.name = later;
    PERFORM cut_or_fail(
      parent, later, floor, first_id((month AT TIME ZONE 'UTC' + interval '1 year') AT TIME ZONE 'UTC'), nearest);
    RETURN '';
  END IF;
  SELECT * INTO STRICT year FROM partitions p WHERE p.name = nearest;
  month := id_time(year.low);
  IF month > month_from_now(months_ahead) THEN
    RETURN cover_a_gap(parent);
  END IF;
  name := parent || to_char(month AT TIME ZONE 'UTC', '_YYYY_MM');
  the_next := next_month(month);
  IF first_id(the_next) >= year.high OR NOT cut_partition(parent, nearest, year.low, first_id(the_next), name) THEN
    EXECUTE format('LOCK TABLE ONLY %I IN ACCESS EXCLUSIVE MODE', parent);
    EXECUTE format('ALTER TABLE %I RENAME TO %I', nearest, name);
    EXECUTE format('ALTER INDEX %I RENAME TO %I', nearest || '_created', name || '_created');
  END IF;
  RETURN to_char(month AT TIME ZONE 'UTC', 'YYYY-MM');
END $$;

-- Makes a month for a range that somebody detached by hand, with the rows that arrived in PARENT_default meanwhile;
-- returns it, or null if there is no such range.
CREATE OR REPLACE FUNCTION cover_a_gap(parent text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
  gap record;
BEGIN
  SELECT * INTO gap
  FROM (SELECT high AS floor, lead(low) OVER (ORDER BY low NULLS FIRST) AS ceiling FROM partitions p
        WHERE p.parent = cover_a_gap.parent AND NOT is_default) neighbours
  WHERE floor <> ceiling LIMIT 1;
  IF gap IS NULL THEN
    RETURN NULL;
  END IF;
  PERFORM cut_or_fail(parent, parent || '_default', gap.floor, gap.ceiling,
    parent || to_char(id_time(gap.floor) AT TIME ZONE 'UTC', '_YYYY_MM'));
  RETURN to_char(id_time(gap.floor) AT TIME ZONE 'UTC', 'YYYY-MM');
END $$;

CREATE OR REPLACE FUNCTION cut_or_fail(parent text, reserve text, floor uuid, at uuid, partition text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  IF NOT cut_partition(parent, reserve, floor, at, partition) THEN
    RAISE EXCEPTION '% holds too many rows to cut % off it', reserve, partition;
  END IF;
END $$;

-- Takes the next step towards dropping what lies before the oldest month kept; returns the month that it dropped, an
-- empty text after any other step, and null when there is nothing left to do.
--
-- PARENT_early takes over the range of a dropped month, with the rows of other UUID versions that are not old enough.
-- That it holds nothing above is checked beforehand, while writers go on; so attaching it scans nothing.
CREATE OR REPLACE FUNCTION drop_a_month(parent text, months_to_keep integer) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
  oldest CONSTANT timestamptz := month_from_now(-months_to_keep);
  early  CONSTANT text := parent || '_early';
  past   partitions;
  proof  text;
  proven boolean;
BEGIN
  SELECT * INTO past FROM partitions p
  WHERE p.parent = drop_a_month.parent AND is_month AND months_to_keep > 0 AND high <= first_id(oldest) ORDER BY low LIMIT 1;
  IF past.name IS NULL THEN
    RETURN NULL;
  END IF;
  proof := early || '_below_' || past.high;
  SELECT convalidated INTO proven FROM pg_constraint WHERE conrelid = early::regclass AND conname = proof;
  IF proven IS NULL THEN
    EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I CHECK (%I < %L) NOT VALID', early, proof, past.key, past.high);
    RETURN '';
  ELSIF NOT proven THEN
    EXECUTE format('ALTER TABLE %I VALIDATE CONSTRAINT %I', early, proof);
    RETURN '';
  END IF;
  EXECUTE format('LOCK TABLE ONLY %I IN ACCESS EXCLUSIVE MODE', parent);
  EXECUTE format('ALTER TABLE %I DETACH PARTITION %I', parent, past.name);
  EXECUTE format('ALTER TABLE %I DETACH PARTITION %I', parent, early);
  EXECUTE format(
    'INSERT INTO %I SELECT * FROM %I WHERE uuid_extract_version(%I) IS DISTINCT FROM 7 AND created_at >= %L',
    early, past.name, past.key, oldest);
  EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (MINVALUE) TO (%L)', parent, early, past.high);
  EXECUTE format('ALTER TABLE %I DROP CONSTRAINT %I', early, proof);
  EXECUTE format('DROP TABLE %I', past.name);
  PERFORM lose_events_until(now());
  RETURN to_char(id_time(past.low) AT TIME ZONE 'UTC', 'YYYY-MM');
END $$;

-- Deletes rows that were stored before the oldest month kept and lie in no month of their own age: at most so many,
-- and returns how many. Where upkeep ran in time these are ids of other versions only.
CREATE OR REPLACE FUNCTION delete_old_rows(parent text, months_to_keep integer, most integer) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
  oldest CONSTANT timestamptz := month_from_now(-months_to_keep);
  place   partitions;
  found   bigint;
  deleted bigint := 0;
BEGIN
  FOR place IN
    SELECT * FROM partitions p WHERE p.parent = delete_old_rows.parent AND months_to_keep > 0 ORDER BY low NULLS FIRST
  LOOP
    EXECUTE format(
      'WITH gone AS (DELETE FROM %1$I WHERE ctid = ANY (ARRAY(
         SELECT ctid FROM %1$I WHERE created_at < $1 %2$s LIMIT $2)) RETURNING 1)
       SELECT count(*) FROM gone', place.name,
      CASE WHEN place.is_month AND next_month(id_time(place.low)) >= id_time(place.high)
           THEN format('AND uuid_extract_version(%I) IS DISTINCT FROM 7', place.key) ELSE '' END)
      INTO found USING oldest, most - deleted;
    deleted := deleted + found;
    EXIT WHEN deleted >= most;
  END LOOP;
  IF deleted > 0 THEN
    PERFORM lose_events_until(oldest);
  END IF;
  DELETE FROM erased_ids WHERE months_to_keep > 0 AND erased_at < oldest;
  RETURN deleted;
END $$;

-- Notes that events are gone which were stored before that time: they happened at most 24 hours after it.
CREATE OR REPLACE FUNCTION lose_events_until(stored timestamptz) RETURNS void
LANGUAGE sql AS $$
  UPDATE retention SET lost_until = greatest(lost_until, stored + interval '24 hours')
$$;

-- Keeps the present month, so many months before it and so many after it, of events and of session_steps;
-- months_to_keep 0 keeps all. Reports the names of the months of events created and dropped, the number of other events
-- deleted, and, if there is one, the reason why a step failed. Any number may run at once.
--
-- Each step is a transaction of its own that waits at most 200 ms for a lock, since everybody else queues behind a lock
-- that is waited for. A reader that stays for hours (pg_dump) makes a step fail; the next run tries again.
CREATE OR REPLACE PROCEDURE keep_months(months_to_keep integer, months_ahead integer, INOUT report jsonb DEFAULT NULL)
LANGUAGE plpgsql AS $$
DECLARE
  tries CONSTANT integer := 5;
  steps CONSTANT integer := 1000;
  kind    text;
  parent  text;
  done    text;
  failure text;
  failed  integer;
BEGIN
  report := '{"created": [], "dropped": [], "deleted": 0}';
  FOR kind, parent IN
    VALUES ('created', 'events'), ('created', 'session_steps'), ('dropped', 'events'), ('dropped', 'session_steps'),
           ('deleted', 'events'), ('deleted', 'session_steps')
  LOOP
    failed := 0;
    FOR step IN 1..steps LOOP
      -- One at a time: nobody else waits for the lock on this row.
      PERFORM FROM retention FOR UPDATE;
      UPDATE retention SET oldest_id = first_id(month_from_now(-months_to_keep))
      WHERE months_to_keep > 0 AND oldest_id < first_id(month_from_now(-months_to_keep));
      BEGIN
        PERFORM set_config('lock_timeout', '200ms', true);
        done := CASE kind
          WHEN 'created' THEN keep_a_month(parent, months_to_keep, months_ahead)
          WHEN 'dropped' THEN drop_a_month(parent, months_to_keep)
          ELSE nullif(delete_old_rows(parent, months_to_keep, 10000), 0)::text END;
        failure := NULL;
      EXCEPTION WHEN OTHERS THEN
        failure := SQLERRM;
      END;
      COMMIT;
      IF failure IS NOT NULL THEN
        failed := failed + 1;
        IF failed = tries THEN
          report := jsonb_set(report, '{failed}', to_jsonb(failure));
          EXIT;
        END IF;
        PERFORM pg_sleep(0.3);
      ELSIF done IS NULL THEN
        EXIT;
      ELSIF parent <> 'events' OR done = '' THEN
        CONTINUE;
      ELSIF kind = 'deleted' THEN
        report := jsonb_set(report, '{deleted}', to_jsonb((report ->> 'deleted')::bigint + done::bigint));
      ELSE
        report := jsonb_set(report, ARRAY[kind], report -> kind || to_jsonb(done));
      END IF;
    END LOOP;
  END LOOP;
END $$;

REVOKE EXECUTE ON FUNCTION cut_partition, keep_a_month, drop_a_month, delete_old_rows FROM PUBLIC;
REVOKE EXECUTE ON PROCEDURE keep_months FROM PUBLIC;
