-- What an operator watches. Readable by members of pg_monitor.
CREATE SCHEMA IF NOT EXISTS monitoring;

CREATE OR REPLACE VIEW monitoring.partition_sizes AS
SELECT c.relname AS partition,
       pg_get_expr(c.relpartbound, c.oid) AS bounds,
       greatest(c.reltuples, 0)::bigint AS estimated_rows,
       pg_table_size(c.oid) AS table_bytes,
       pg_indexes_size(c.oid) AS index_bytes
FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
WHERE i.inhparent IN ('events'::regclass, 'session_steps'::regclass);
COMMENT ON VIEW monitoring.partition_sizes IS
  'Size of each partition; many rows in events_next or session_steps_next mean that upkeep does not run.';

CREATE OR REPLACE VIEW monitoring.bloat AS
SELECT s.relname AS table_name, s.n_live_tup AS live_rows, s.n_dead_tup AS dead_rows,
       round(s.n_dead_tup::numeric / nullif(s.n_live_tup + s.n_dead_tup, 0), 4) AS dead_share,
       round(s.n_tup_hot_upd::numeric / nullif(s.n_tup_upd, 0), 4) AS heap_only_update_share,
       pg_table_size(s.relid) AS table_bytes, s.last_autovacuum, s.last_autoanalyze
FROM pg_stat_user_tables s
WHERE s.relname = 'event_counts' OR s.relname LIKE 'events\_%' OR s.relname LIKE 'session\_steps\_%';
COMMENT ON VIEW monitoring.bloat IS
  'Dead rows by table; event_counts is the one that is updated, mostly heap-only.';

CREATE OR REPLACE VIEW monitoring.wal AS
SELECT wal_records, wal_fpi AS full_page_images, wal_bytes,
       round(wal_bytes / nullif(extract(epoch FROM now() - stats_reset), 0)) AS bytes_per_second,
       stats_reset AS since
FROM pg_stat_wal;
COMMENT ON VIEW monitoring.wal IS 'Write-ahead log made, and its mean rate since the statistics were reset.';

CREATE OR REPLACE VIEW monitoring.ingestion_lag AS
SELECT count(*) AS events,
       percentile_disc(0.5) WITHIN GROUP (ORDER BY created_at - event_time) AS p50,
       percentile_disc(0.95) WITHIN GROUP (ORDER BY created_at - event_time) AS p95,
       percentile_disc(0.99) WITHIN GROUP (ORDER BY created_at - event_time) AS p99,
       max(created_at - event_time) AS max
FROM events WHERE event_time >= now() - interval '15 minutes';
COMMENT ON VIEW monitoring.ingestion_lag IS
  'created_at - event_time of what happened in the last 15 minutes.';

GRANT USAGE ON SCHEMA monitoring TO pg_monitor;
GRANT SELECT ON ALL TABLES IN SCHEMA monitoring TO pg_monitor;
