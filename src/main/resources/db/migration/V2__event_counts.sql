-- How many events of a type a campaign has in each quarter-hour of event_time. Each time zone's
-- hours and days since 2000 start on a quarter-hour. The statement that stores events also adds
-- them here, so the two can never disagree. See docs/adr/0002-counters-in-the-insert-statement.md.

CREATE TABLE event_counts (
  campaign_id uuid        NOT NULL,
  bucket      timestamptz NOT NULL,
  n           bigint      NOT NULL CHECK (n > 0),
  shard       smallint    NOT NULL,
  event_type  text        NOT NULL COLLATE "C",
  PRIMARY KEY (campaign_id, bucket, event_type, shard)
) WITH (
  -- Half a page stays free, so that an increment is a heap-only update that touches no index.
  fillfactor = 50,
  -- Hot rows leave dead versions behind quickly: clean up by number, not by share of the table.
  autovacuum_vacuum_scale_factor = 0,
  autovacuum_vacuum_threshold = 5000,
  autovacuum_vacuum_cost_delay = 0
);

COMMENT ON COLUMN event_counts.bucket IS 'Start of the quarter-hour.';
COMMENT ON COLUMN event_counts.shard IS
  'Writers spread over shards 0 to 63 by their backend, so that a hot campaign does not queue on one row; -1 holds what was folded.';

-- What is still to be folded; empty but for the last hours and for late events.
CREATE INDEX event_counts_unfolded ON event_counts (campaign_id, bucket) WHERE shard >= 0;

-- What was folded, also by hour and by day (UTC), so that a year is read in hundreds of rows instead of
-- tens of thousands. Always the sum of the folded quarter-hours within: one statement writes both.
CREATE TABLE event_count_rollups (
  campaign_id uuid        NOT NULL,
  bucket      timestamptz NOT NULL,
  n           bigint      NOT NULL CHECK (n > 0),
  minutes     smallint    NOT NULL CHECK (minutes IN (60, 1440)),
  event_type  text        NOT NULL COLLATE "C",
  PRIMARY KEY (campaign_id, minutes, bucket, event_type)
) WITH (fillfactor = 80);
