package dev.footfall.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.ApiGatewayEvent;
import dev.footfall.testsupport.FunctionProcess;
import dev.footfall.testsupport.Json;
import dev.footfall.testsupport.PostgresServer;
import dev.footfall.testsupport.TestEvent;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The server's log shows no statement of the collector that pins an RDS Proxy connection. */
class PinningIT {
  private static final String COLLECTOR = "footfall_collector";
  private static final UUID CAMPAIGN = UUID.randomUUID();
  private static final UUID SESSION = UUID.randomUUID();

  @AutoClose private PostgresServer postgres;

  @BeforeEach
  void logEveryStatementOfTheCollector() throws Exception {
    postgres = PostgresServer.start();
    postgres.execute("ALTER ROLE footfall_collector SET log_statement = 'all'");
  }

  @Test
  void noRequestSendsAStatementThatPins() throws Exception {
    try (FunctionProcess function = FunctionProcess.start(postgres.port(), Map.of())) {
      for (ApiGatewayEvent request : requests()) {
        Answer answer = function.send(request);
        assertTrue(answer.status() == 200 || answer.status() == 201, answer::text);
      }
    }

    ServerLog log = log();
    assertEquals(List.of(), log.pinning());
    String sent = String.join("\n", log.statements());
    String parts =
        "store_events, e.id = s.id, count_events, list_campaigns, measure_lag, list_events,"
            + " session_id, SELECT 1";
    for (String part : parts.split(", ")) {
      assertTrue(sent.contains(part), part);
    }
  }

  @Test
  void eachStatementThatPinsIsFound() throws Exception {
    List<String> pinning =
        List.of(
            "SET search_path TO public",
            "SELECT 1; SET statement_timeout TO '1s'",
            "PREPARE one AS SELECT 1",
            "CREATE TEMPORARY TABLE scratch (n int)",
            "SELECT pg_advisory_lock(1)",
            "LISTEN events",
            "SELECT '" + "x".repeat(16 * 1024) + "'");

    try (Connection collector = connect("?preferQueryMode=simple");
        Statement sender = collector.createStatement()) {
      for (String statement : pinning) {
        sender.execute(statement);
      }
    }

    List<String> found = log().pinning();
    assertTrue(found.containsAll(pinning), found::toString);
  }

  @Test
  void aNamedStatementOfTheProtocolIsFound() throws Exception {
    try (Connection collector = connect("?prepareThreshold=1");
        PreparedStatement named = collector.prepareStatement("SELECT 'named'")) {
      named.execute();
    }

    List<String> found = log().pinning();
    assertTrue(found.contains("PREPARE SELECT 'named'"), found::toString);
  }

  private Connection connect(String options) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/postgres" + options, COLLECTOR, "");
  }

  private ServerLog log() throws Exception {
    return ServerLog.of(COLLECTOR, postgres.log());
  }

  /** Every kind of request, among them the largest batch. */
  private static List<ApiGatewayEvent> requests() {
    ApiGatewayEvent batch =
        ApiGatewayEvent.post("application/json")
            .body(TestEvent.array(Stream.generate(PinningIT::event).limit(500).toList()));
    String counts = "/v1/counts?campaign_id=" + CAMPAIGN;
    Stream<ApiGatewayEvent> reads =
        Stream.of(
                "/q/health/ready",
                "/v1/pixel.gif?event_type=mail_opened&campaign_id=" + CAMPAIGN,
                counts,
                counts + "&interval=hour&event_type=a&event_type=b",
                counts + "&interval=day&timezone=Asia/Kathmandu",
                "/v1/campaigns",
                "/v1/sessions/" + SESSION + "/events",
                "/v1/events?campaign_id=" + CAMPAIGN,
                "/v1/lag?campaign_id=" + CAMPAIGN)
            .map(path -> ApiGatewayEvent.of("GET", path).mayRead("*"));
    return Stream.concat(Stream.of(batch, batch), reads).toList();
  }

  private static TestEvent event() {
    return TestEvent.of(CAMPAIGN)
        .with("session_id", SESSION)
        .raw("metadata", "{\"text\":\"" + "x".repeat(1000) + "\"}");
  }

  /** The statements that a role has sent, as the server has logged them in JSON. */
  private record ServerLog(List<String> statements) {
    private static final Pattern STATEMENT =
        Pattern.compile("(?:statement|execute (\\S+)): (.*)", Pattern.DOTALL);
    private static final int LONGEST = 16 * 1024;

    /** What makes RDS Proxy keep a server connection for one client alone. */
    private static final Pattern PINS =
        Pattern.compile(
            """
            (^|;)\\s*(SET|RESET|PREPARE|EXECUTE|DEALLOCATE|DISCARD|LISTEN|UNLISTEN|DECLARE|LOAD)\\b\
            |CREATE\\s+((GLOBAL|LOCAL)\\s+)?(TEMP|TEMPORARY)\\b|\\bINTO\\s+(TEMP|TEMPORARY)\\b\
            |\\bset_config\\s*\\(|\\b(nextval|setval)\\s*\\(|\\bpg_(try_)?advisory_lock(_shared)?\\s*\\(""",
            Pattern.CASE_INSENSITIVE);

    static ServerLog of(String user, List<String> lines) {
      return new ServerLog(
          lines.stream()
              .map(Json::read)
              .filter(line -> line.path("user").asText().equals(user))
              .map(line -> STATEMENT.matcher(line.path("message").asText()))
              .filter(Matcher::matches)
              .map(ServerLog::statement)
              .toList());
    }

    List<String> pinning() {
      return statements.stream()
          .filter(statement -> statement.length() > LONGEST || PINS.matcher(statement).find())
          .toList();
    }

    /** Its text; a statement with a name of its own pins like one that SQL has prepared. */
    private static String statement(Matcher logged) {
      String name = logged.group(1);
      return (name == null || name.startsWith("<unnamed>") ? "" : "PREPARE ") + logged.group(2);
    }
  }
}
