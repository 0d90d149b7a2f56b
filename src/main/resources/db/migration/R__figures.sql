-- What an event tells beyond its type and time: an amount, and a breakdown, which is the values of the declared keys of
-- its metadata, in the order in which these were first declared. PostgreSQL puts the text of these functions into the
-- statements that call them. declare_keys writes them anew when other keys are declared.

-- A plain decimal number of at most 30 characters, else null.
CREATE OR REPLACE FUNCTION plain_number(number text) RETURNS numeric
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN number ~ '^-?[0-9]+([.][0-9]+)?$' AND length(number) <= 30 THEN number::numeric END
$$;

-- What stands for a breakdown in an index, for which it may be too long: half a SHA-256; empty for none.
CREATE OR REPLACE FUNCTION breakdown_hash(breakdown text[]) RETURNS bytea
LANGUAGE sql STABLE AS $$
  SELECT coalesce(substring(sha256(convert_to(breakdown::text, 'UTF8')) FROM 1 FOR 16), '')
$$;

-- The keys that were ever declared, as 'amount' or 'breakdown', and when: a key counts for events stored in that time.
CREATE OR REPLACE FUNCTION declared_keys(of_kind text)
RETURNS TABLE (key text, start timestamptz, finish timestamptz, place integer)
LANGUAGE sql STABLE AS $$
  SELECT key, start, finish, row_number() OVER (ORDER BY number)::integer FROM declarations WHERE kind = of_kind
$$;
GRANT EXECUTE ON FUNCTION declared_keys TO footfall_collector;

-- The place in breakdowns of a key that is declared now; 0, at which there is nothing, for any other; null for no key.
CREATE OR REPLACE FUNCTION breakdown_place(wanted text) RETURNS integer
LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN wanted IS NOT NULL THEN coalesce(
    (SELECT place FROM declared_keys('breakdown') WHERE key = wanted AND finish = 'infinity'), 0) END
$$;
GRANT EXECUTE ON FUNCTION breakdown_place TO footfall_collector;

-- Declares the keys that count from now on, as 'amount' or 'breakdown'; the others do no longer.
--
-- That begins a minute from now, when every writer knows it, so that a key counts for all events that are stored then or
-- for none. Where there is no event yet it begins at once.
CREATE OR REPLACE FUNCTION declare_keys(of_kind text, wanted text[]) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  soon    CONSTANT timestamptz := now() + CASE WHEN EXISTS (SELECT FROM events) THEN interval '1 minute' ELSE '0' END;
  ended   integer;
  started integer;
BEGIN
  LOCK TABLE declarations IN SHARE ROW EXCLUSIVE MODE;
  UPDATE declarations SET finish = greatest(start, soon)
  WHERE kind = of_kind AND finish = 'infinity' AND key <> ALL (wanted);
  GET DIAGNOSTICS ended = ROW_COUNT;
  INSERT INTO declarations (kind, key, start)
  SELECT of_kind, new.key, soon FROM unnest(wanted) WITH ORDINALITY AS new (key, place)
  WHERE NOT EXISTS (SELECT FROM declarations d WHERE kind = of_kind AND d.key = new.key AND finish = 'infinity')
  ORDER BY place;
  GET DIAGNOSTICS started = ROW_COUNT;
  IF ended + started > 0 THEN
    PERFORM write_figures();
  END IF;
END $$;

-- Writes amount_of and breakdown_of. A breakdown has a place for each key that was declared when the event was stored, so
-- that it stays the same whatever is declared later.
CREATE OR REPLACE FUNCTION write_figures() RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  amount    text;
  breakdown text;
BEGIN
  SELECT 'CASE ' || string_agg(format(
           'WHEN stored >= %L AND stored < %L AND metadata ->> ''currency'' ~ ''^[A-Z][A-Z][A-Z]$''
            THEN plain_number(metadata ->> %L)', start, finish, key), ' ') || ' END'
  INTO amount FROM declared_keys('amount');
  SELECT 'CASE ' || string_agg(format(
           'WHEN stored >= %L THEN CASE WHEN metadata ?| %L::text[] THEN ARRAY[%s] END', start, keys, their_values),
           ' ' ORDER BY start DESC) || ' END'
  INTO breakdown
  FROM (SELECT DISTINCT start FROM declared_keys('breakdown')) stage CROSS JOIN LATERAL (
    SELECT array_agg(key ORDER BY place) AS keys,
           string_agg(format(CASE WHEN finish = 'infinity' THEN 'left(metadata ->> %L, 128)'
                             ELSE 'CASE WHEN stored < %2$L THEN left(metadata ->> %1$L, 128) END' END, key, finish),
                      ', ' ORDER BY place) AS their_values
    FROM declared_keys('breakdown') d WHERE d.start <= stage.start) known;
  EXECUTE format(
    'CREATE OR REPLACE FUNCTION public.amount_of(metadata jsonb, stored timestamptz) RETURNS numeric
     LANGUAGE sql STABLE RETURN %s', coalesce(amount, 'NULL::numeric'));
  EXECUTE format(
    'CREATE OR REPLACE FUNCTION public.breakdown_of(metadata jsonb, stored timestamptz) RETURNS text[]
     LANGUAGE sql STABLE RETURN %s', coalesce(breakdown, 'NULL::text[]'));
END $$;

SELECT write_figures();

REVOKE EXECUTE ON FUNCTION declare_keys, write_figures FROM PUBLIC;
