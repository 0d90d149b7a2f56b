-- The role that the collector signs in as: it appends and reads, and can change no event. It has no
-- password here; an operator grants rds_iam or sets one.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'footfall_collector') THEN
    CREATE ROLE footfall_collector LOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL; -- another database of this server made it at the same moment
END $$;

GRANT SELECT, INSERT ON events TO footfall_collector;
GRANT SELECT, INSERT, UPDATE (n) ON event_counts TO footfall_collector;
GRANT SELECT ON event_count_rollups, retention TO footfall_collector;
