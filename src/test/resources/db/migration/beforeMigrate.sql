-- Nothing may depend on the server's time zone: the tests run in one whose clocks move by half an hour.
DO $$
BEGIN
  -- Two migrations at the same moment would else change the same row of the catalogue, and one would fail.
  PERFORM pg_advisory_xact_lock(hashtext('timezone'));
  EXECUTE format('ALTER DATABASE %I SET timezone TO ''Australia/Lord_Howe''', current_database());
END $$;
