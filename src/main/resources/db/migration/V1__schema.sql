-- The events: append-only, one row per id.
--
-- The idempotency key is also the partition key. So uniqueness is global (a partition key made of a time would have to
-- be part of the primary key, and a retry with another time would count twice), new rows go to the right edge of small
-- indexes, and an old month goes with one DROP. See docs/adr/0001-idempotency-key-is-partition-key.md.
CREATE TABLE events (
  id          uuid        NOT NULL,
  session_id  uuid        NOT NULL,
  campaign_id uuid        NOT NULL,
  event_time  timestamptz NOT NULL CHECK (event_time >= '2000-01-01 00:00+00' AND event_time < 'infinity'),
  created_at  timestamptz NOT NULL DEFAULT now(),
  event_type  text        NOT NULL COLLATE "C" CHECK (octet_length(event_type) BETWEEN 1 AND 64),
  metadata    jsonb       NOT NULL DEFAULT '{}',
  PRIMARY KEY (id)
) PARTITION BY RANGE (id);

COMMENT ON TABLE events IS 'Append-only. The first write of an id wins.';
COMMENT ON COLUMN events.id IS 'Primary, idempotency and partition key; partitions are months of UUIDv7 time.';
COMMENT ON COLUMN events.event_time IS 'When it happened, as the sender says.';
COMMENT ON COLUMN events.created_at IS 'When it was stored; created_at - event_time is the ingestion lag.';

-- Counts at ragged edges, and a campaign's newest events.
CREATE INDEX events_campaign_type_time ON events (campaign_id, event_type, event_time);
-- One session in order.
CREATE INDEX events_session_time ON events (session_id, event_time);
-- By type alone: few distinct values, which a B-tree deduplicates to about six bytes a row.
CREATE INDEX events_type ON events (event_type);
-- By time alone: rows arrive nearly in order, so inserts stay at its right edge. Not BRIN: for an hour of 400,000
-- events the planner did not use one, and read 2,200 pages instead of 28.
CREATE INDEX events_time ON events (event_time);

-- Ranges cover every UUID from the start, so the default partition stays empty: attaching a month scans it, while all
-- writers wait. It is there for the day when somebody detaches a range by hand. Upkeep cuts months off the front of
-- events_later. All UUIDv7 before 2039 lie below 02; 99.2% of the random UUIDs (version 4) lie above.
CREATE TABLE events_later PARTITION OF events
  FOR VALUES FROM (MINVALUE) TO ('02000000-0000-0000-0000-000000000000');
CREATE TABLE events_high PARTITION OF events
  FOR VALUES FROM ('02000000-0000-0000-0000-000000000000') TO (MAXVALUE);
CREATE TABLE events_default PARTITION OF events DEFAULT;

-- For what retention deletes there by age. Rows arrive in order of created_at, so BRIN is precise and costs no insert.
CREATE INDEX events_later_created ON events_later USING brin (created_at) WITH (autosummarize = on);
CREATE INDEX events_high_created ON events_high USING brin (created_at) WITH (autosummarize = on);

CREATE FUNCTION refuse_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'events are append-only' USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER events_append_only BEFORE UPDATE ON events
  FOR EACH ROW EXECUTE FUNCTION refuse_update();

-- What each session has done in a campaign: its first stored event of each type, and its first at all (event_type '').
-- The statement that stores events also inserts these, so a session counts once, in the quarter-hour of that event. See
-- docs/adr/0010-sessions-amounts-breakdowns.md.
CREATE TABLE session_steps (
  session_id  uuid        NOT NULL,
  campaign_id uuid        NOT NULL,
  event_time  timestamptz NOT NULL,
  created_at  timestamptz NOT NULL DEFAULT now(),
  event_type  text        NOT NULL COLLATE "C",
  breakdown   text[],
  PRIMARY KEY (session_id, campaign_id, event_type)
) PARTITION BY RANGE (session_id);

COMMENT ON TABLE session_steps IS 'The first stored event of a session, at all and of each type: when it was, and its breakdown.';

-- Sessions at ragged edges.
CREATE INDEX session_steps_campaign_type_time ON session_steps (campaign_id, event_type, event_time);

-- The same ranges as of events.
CREATE TABLE session_steps_later PARTITION OF session_steps
  FOR VALUES FROM (MINVALUE) TO ('02000000-0000-0000-0000-000000000000');
CREATE TABLE session_steps_high PARTITION OF session_steps
  FOR VALUES FROM ('02000000-0000-0000-0000-000000000000') TO (MAXVALUE);
CREATE TABLE session_steps_default PARTITION OF session_steps DEFAULT;
CREATE INDEX session_steps_later_created ON session_steps_later USING brin (created_at) WITH (autosummarize = on);
CREATE INDEX session_steps_high_created ON session_steps_high USING brin (created_at) WITH (autosummarize = on);

-- What happened to a campaign in each quarter-hour of event_time, by type: events, sessions and amounts; and the same
-- again for each breakdown, which is the values of the declared keys of the metadata. Since 2000 the hours and days of
-- every time zone start on a quarter-hour. The statement that stores events also adds them here, so the two never
-- disagree. See docs/adr/0002-counters-in-the-insert-statement.md.
CREATE TABLE event_counts (
  campaign_id uuid        NOT NULL,
  bucket      timestamptz NOT NULL,
  n           bigint      NOT NULL CHECK (n >= 0),
  sessions    bigint      NOT NULL DEFAULT 0,
  shard       smallint    NOT NULL,
  split       boolean     NOT NULL DEFAULT false,
  -- Checked here, a type costs a batch one look and not one for each event. A pattern that counts, {0,63}, would take
  -- 5 us instead of 0.3.
  event_type  text        NOT NULL COLLATE "C" CHECK (event_type ~ '^([a-zA-Z0-9_][a-zA-Z0-9_.:-]*)?$'),
  currency    text        NOT NULL DEFAULT '' COLLATE "C",
  hash        bytea       NOT NULL DEFAULT '',
  breakdown   text[],
  amount      numeric,
  PRIMARY KEY (campaign_id, split, bucket, event_type, currency, hash, shard)
) WITH (
  -- Half of each page stays free, so that an increment is a heap-only update that touches no index.
  fillfactor = 50,
  -- Hot rows leave dead versions behind quickly: clean up by number, not by share of the table.
  autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 5000,
  autovacuum_vacuum_cost_delay = 0
);

COMMENT ON COLUMN event_counts.bucket IS 'Start of the quarter-hour.';
COMMENT ON COLUMN event_counts.event_type IS 'Empty: sessions at all, of any type.';
COMMENT ON COLUMN event_counts.split IS 'Whether it is of the events with this breakdown, or of all.';
COMMENT ON COLUMN event_counts.hash IS 'breakdown_hash of the breakdown.';
COMMENT ON COLUMN event_counts.currency IS 'Empty: all events; else those with an amount in it, and their sum.';
COMMENT ON COLUMN event_counts.shard IS
  'Writers use shards 0 to 63 by their backend, so that a hot campaign does not queue on one row; -1 holds folded rows.';

-- What is still to be folded; empty except for the last hours and for late events.
CREATE INDEX event_counts_unfolded ON event_counts (campaign_id, split, bucket) WHERE shard >= 0;

-- Folded quarter-hours by hour and by day (UTC), so that a year is hundreds of rows and not tens of thousands. Always
-- the sum of the folded quarter-hours within: one statement writes both.
CREATE TABLE event_count_rollups (
  campaign_id uuid        NOT NULL,
  bucket      timestamptz NOT NULL,
  n           bigint      NOT NULL CHECK (n >= 0),
  sessions    bigint      NOT NULL DEFAULT 0 CHECK (sessions >= 0),
  minutes     smallint    NOT NULL CHECK (minutes IN (60, 1440)),
  split       boolean     NOT NULL DEFAULT false,
  event_type  text        NOT NULL COLLATE "C",
  currency    text        NOT NULL DEFAULT '' COLLATE "C",
  hash        bytea       NOT NULL DEFAULT '',
  breakdown   text[],
  amount      numeric,
  PRIMARY KEY (campaign_id, split, minutes, bucket, event_type, currency, hash)
) WITH (fillfactor = 80);

CREATE TABLE campaigns (
  campaign_id uuid        PRIMARY KEY,
  name        text        NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
  lower_name  text        NOT NULL COLLATE "C" GENERATED ALWAYS AS (lower(name COLLATE pg_c_utf8)) STORED,
  named_at    timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN campaigns.lower_name IS 'What a search looks into; folding the case of every name for each search is slow.';
COMMENT ON TABLE campaigns IS 'Names. A campaign without one is counted all the same, unless only registered ones are.';

CREATE TABLE declarations (
  number integer     GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind   text        NOT NULL CHECK (kind IN ('amount', 'breakdown')),
  key    text        NOT NULL CHECK (key <> ''),
  start  timestamptz NOT NULL,
  finish timestamptz NOT NULL DEFAULT 'infinity'
);
COMMENT ON TABLE declarations IS
  'The keys of the metadata that are counted: a key counts for events that were stored in its time.';

CREATE TABLE erased_ids (
  id        uuid        PRIMARY KEY,
  erased_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE erased_ids IS 'Ids of erased events; they are not accepted again within retention.';

CREATE TABLE retention (
  only_row   boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
  oldest_id  uuid        NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
  lost_until timestamptz NOT NULL DEFAULT '-infinity'
);
COMMENT ON COLUMN retention.oldest_id IS
  'A smaller UUIDv7 is rejected: its month is no longer kept, so nobody could prove that it is new.';
COMMENT ON COLUMN retention.lost_until IS
  'No event that retention removed happened after it; later quarter-hours are whole.';
INSERT INTO retention DEFAULT VALUES;

-- What store_events would look up for each call, as constants: PostgreSQL folds them into the plan, while reading the two
-- tables takes a single event as long as a tenth of its insert. Triggers keep them true; replacing one makes every server
-- process plan anew.
CREATE FUNCTION oldest_id() RETURNS uuid LANGUAGE sql IMMUTABLE RETURN '00000000-0000-0000-0000-000000000000'::uuid;
COMMENT ON FUNCTION oldest_id IS 'retention.oldest_id';
CREATE FUNCTION any_erased() RETURNS boolean LANGUAGE sql IMMUTABLE RETURN false;
COMMENT ON FUNCTION any_erased IS 'Whether erased_ids ever had a row.';

CREATE FUNCTION fold_oldest_id() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE OR REPLACE FUNCTION public.oldest_id() RETURNS uuid LANGUAGE sql IMMUTABLE RETURN %L::uuid',
    new.oldest_id);
  RETURN NULL;
END $$;
CREATE TRIGGER retention_oldest_id AFTER UPDATE ON retention
  FOR EACH ROW WHEN (old.oldest_id <> new.oldest_id) EXECUTE FUNCTION fold_oldest_id();

CREATE FUNCTION fold_any_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT any_erased() THEN
    CREATE OR REPLACE FUNCTION public.any_erased() RETURNS boolean LANGUAGE sql IMMUTABLE RETURN true;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER erased_ids_any AFTER INSERT ON erased_ids
  FOR EACH STATEMENT EXECUTE FUNCTION fold_any_erased();

-- The role that the collector signs in as. It calls store_events, reads, and names campaigns; it can insert no event
-- past that function, and change no event and no counter. It has no password here: an operator grants rds_iam or sets
-- one.
--
-- The creator of a role becomes a member of it (PostgreSQL 16 and later), and would indirectly become a member of
-- rds_iam, with which RDS refuses passwords. So a role of the moment creates it and is dropped, membership and all.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'footfall_collector') THEN
    RETURN;
  END IF;
  CREATE ROLE footfall_creator CREATEROLE;
  EXECUTE format('GRANT footfall_creator TO %I', current_user);
  SET LOCAL ROLE footfall_creator;
  CREATE ROLE footfall_collector LOGIN;
  -- A statement that was abandoned ends by itself, with or without a proxy that sets the same.
  ALTER ROLE footfall_collector SET statement_timeout = '1500ms';
  ALTER ROLE footfall_collector SET client_connection_check_interval = '1s';
  -- Compiling a count takes longer than running it.
  ALTER ROLE footfall_collector SET jit = off;
  RESET ROLE;
  DROP ROLE footfall_creator;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL; -- another database of this server created it at the same moment
END $$;

GRANT SELECT ON events, session_steps, event_counts, event_count_rollups, campaigns, declarations, erased_ids, retention
  TO footfall_collector;
GRANT INSERT (campaign_id, name), UPDATE (name) ON campaigns TO footfall_collector;
