-- Counts at the ragged edges of count_events' window. They are shorter than a quarter-hour, so the events themselves are
-- counted, which an index finds type by type. An edge whose events retention has dropped cannot be counted any more: it
-- is lost.
--
-- These are functions and statements of their own so that each window pays only for what it needs: to start a plan for
-- every partition takes longer than to read the counters. They run with the settings of count_events.

-- sum() without numeric, whose states and results take as long as the scan where groups are many. sum(amount) is filtered
-- for the same reason: it starts no state for counters without one.
CREATE OR REPLACE AGGREGATE total(bigint) (SFUNC = int8pl, STYPE = bigint, INITCOND = '0');

-- What is counted in the quarter-hours that hold the edges, by type. PostgreSQL puts its text into the statements below.
CREATE OR REPLACE FUNCTION types_at_edges(campaign uuid, types text[], edges tstzrange[])
RETURNS TABLE (
  event_type text, quarter timestamptz, low timestamptz, high timestamptz, n bigint, sessions bigint, paid boolean)
LANGUAGE sql STABLE AS $$
  SELECT event_type, bucket, lower(edge), upper(edge),
         total(n) FILTER (WHERE currency = ''), total(sessions), bool_or(currency <> '')
  FROM unnest(edges) AS edge JOIN event_counts
    ON NOT isempty(edge) AND campaign_id = campaign AND NOT split
       AND bucket = date_bin('15 minutes', lower(edge), timestamptz '2000-01-01 00:00+00')
       AND (types IS NULL OR event_type = ANY (types))
  GROUP BY 1, 2, 3, 4
$$;

CREATE OR REPLACE FUNCTION count_edges(
  campaign uuid, types text[], starts timestamptz[], edges tstzrange[], by_value boolean)
RETURNS TABLE (
  event_type text, breakdown text[], currency text, bucket integer, n bigint, sessions bigint, amount numeric, lost boolean)
LANGUAGE plpgsql STABLE AS $$
#variable_conflict use_column
BEGIN
  -- Events and sessions by an index alone; values and amounts from the rows.
  IF NOT by_value THEN
    RETURN QUERY
    SELECT event_type, NULL::text[], '', width_bucket(low, starts) - 1,
           (SELECT count(*) FROM events e
            WHERE e.campaign_id = campaign AND e.event_type = edge.event_type
              AND e.event_time >= low AND e.event_time < high),
           (SELECT count(*) FROM session_steps s
            WHERE s.campaign_id = campaign AND s.event_type = edge.event_type
              AND s.event_time >= low AND s.event_time < high),
           NULL::numeric, false
    FROM types_at_edges(campaign, types, edges) AS edge;
  ELSE
    RETURN QUERY
    SELECT edge.event_type, s.breakdown, '', width_bucket(low, starts) - 1, 0::bigint, 1::bigint, NULL::numeric, false
    FROM types_at_edges(campaign, types, edges) AS edge
    JOIN session_steps s ON s.campaign_id = campaign AND s.event_type = edge.event_type
      AND s.event_time >= low AND s.event_time < high;
  END IF;
  IF by_value OR EXISTS (SELECT FROM types_at_edges(campaign, types, edges) WHERE paid) THEN
    RETURN QUERY
    SELECT edge.event_type, f.breakdown, f.currency, width_bucket(low, starts) - 1, f.n, 0::bigint, f.amount, false
    FROM types_at_edges(campaign, types, edges) AS edge CROSS JOIN LATERAL (
      SELECT breakdown_of(e.metadata, e.created_at) AS breakdown, money.currency, count(*) AS n, sum(money.amount) AS amount
      FROM events e CROSS JOIN LATERAL (
        VALUES ('', NULL::numeric), (e.metadata ->> 'currency', amount_of(e.metadata, e.created_at))
      ) AS money (currency, amount)
      WHERE e.campaign_id = campaign AND e.event_type = edge.event_type AND e.event_time >= low AND e.event_time < high
        AND (by_value AND money.currency = '' OR money.amount IS NOT NULL)
      GROUP BY 1, 2) f;
  END IF;
  IF least(lower(edges[1]), lower(edges[2])) - interval '15 minutes' <= (SELECT lost_until FROM retention) THEN
    RETURN QUERY
    SELECT event_type, NULL::text[], '', width_bucket(low, starts) - 1, 0::bigint, 0::bigint, NULL::numeric, true
    FROM types_at_edges(campaign, types, edges) AS edge
    WHERE quarter <= (SELECT lost_until FROM retention)
      AND (n > (SELECT count(*) FROM events e
                WHERE e.campaign_id = campaign AND e.event_type = edge.event_type
                  AND e.event_time >= quarter AND e.event_time < quarter + interval '15 minutes')
           OR sessions > (SELECT count(*) FROM session_steps s
                WHERE s.campaign_id = campaign AND s.event_type = edge.event_type
                  AND s.event_time >= quarter AND s.event_time < quarter + interval '15 minutes'));
  END IF;
END $$;

REVOKE EXECUTE ON FUNCTION types_at_edges, count_edges FROM PUBLIC;
GRANT EXECUTE ON FUNCTION types_at_edges, count_edges TO footfall_collector;
