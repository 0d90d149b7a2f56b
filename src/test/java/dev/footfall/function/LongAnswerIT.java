package dev.footfall.function;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.ApiGatewayEvent;
import dev.footfall.testsupport.FunctionProcess;
import dev.footfall.testsupport.PostgresServer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The longest responses of the packaged function fit Lambda's limit, envelope included. How long
 * they take is the benchmarks' matter, so time is not limited here.
 */
class LongAnswerIT {
  private static final int MOST_BYTES = 6 * 1024 * 1024;
  private static final String CAMPAIGN = "0199c8a5-7a00-4000-8000-000000000001";
  private static final String SESSION = "0199c8a5-7a00-4000-8000-000000000002";

  /** Twelve types with names as long as possible, each in 10,000 hours. */
  private static final String COUNTERS =
      """
      INSERT INTO event_counts (campaign_id, bucket, event_type, shard, n)
      SELECT '%s', timestamptz '2025-01-01 00:00+00' + hour * interval '1 hour',
             rpad('type_' || type, 64, 'x'), 0, 1000000
      FROM generate_series(0, 9999) AS hour, generate_series(1, 12) AS type
      """;

  /** Metadata of 16 KB, all of it quotes and backslashes: four bytes each in the envelope. */
  private static final String EVENTS =
      """
      SELECT count(*) FROM (
        SELECT array_agg(uuidv7()) AS ids, array_agg(uuid '%s') AS sessions, array_agg(uuid '%s') AS campaigns,
               array_agg('page_view'::text) AS types, array_agg(now() - n * interval '1 second') AS times,
               array_agg(jsonb_build_object('text', repeat('"\\', 8000))::text) AS metadata
        FROM generate_series(1, 240) AS n) AS e,
        store_events(ids, sessions, campaigns, types, times, metadata)
      """;

  @AutoClose private static PostgresServer database;
  @AutoClose private static FunctionProcess function;

  @BeforeAll
  static void storeTheLongest() throws Exception {
    database = PostgresServer.start();
    database.execute(COUNTERS.formatted(CAMPAIGN));
    database.execute("SELECT fold_event_counts(1000000)");
    database.execute(EVENTS.formatted(SESSION, CAMPAIGN));
    database.execute("ANALYZE");
    database.execute("ALTER ROLE footfall_collector SET statement_timeout = '30s'");
    function =
        FunctionProcess.start(
            database.port(),
            Map.of(
                "FOOTFALL_DATABASE_ATTEMPT_TIMEOUT", "PT30S",
                "FOOTFALL_DATABASE_TIMEOUT", "PT30S"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/counts?campaign_id=" + CAMPAIGN + "&format=csv" + HOURS,
        "/v1/counts?campaign_id=" + CAMPAIGN + HOURS,
        "/v1/events?campaign_id=" + CAMPAIGN + "&limit=1000",
        "/v1/events?campaign_id=" + CAMPAIGN + "&limit=1000&format=ndjson",
        "/v1/sessions/" + SESSION + "/events?limit=1000",
      })
  void itIsNearlyAsLongAsLambdaTakesAndNoLonger(String read) throws Exception {
    String envelope =
        function
            .invoke(ApiGatewayEvent.of("GET", read).mayRead("*").toString())
            .get(60, TimeUnit.SECONDS);

    Answer.of(envelope).is(200);
    int bytes = envelope.getBytes(StandardCharsets.UTF_8).length;
    assertTrue(bytes <= MOST_BYTES, bytes + " bytes");
    assertTrue(bytes >= MOST_BYTES / 2, bytes + " bytes");
  }

  private static final String HOURS =
      "&interval=hour&from=2025-01-01T00:00:00Z&to=2026-02-21T16:00:00Z&timezone=UTC";
}
