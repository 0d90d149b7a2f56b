package dev.footfall.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.testsupport.SecretsExtension;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The main paths, once more in what is deployed: {@code function.zip} in both of its roles, under
 * Lambda's Runtime API and on an empty database. It runs the native build where there is one.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FunctionIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String COLLECTOR_MAY_USE_IAM =
      "SELECT pg_has_role('footfall_collector', 'rds_iam', 'member')";

  private EmbeddedPostgres database;
  private JsonNode upkeep;
  private FunctionProcess collector;

  /**
   * The migrator's environment is that of production. The owner's password is in the secret only,
   * so that nobody signs in without it.
   */
  @BeforeAll
  void migrateAndStart() throws Exception {
    database = EmbeddedPostgres.builder().start();
    makeItLikeRds();
    try (SecretsExtension secrets =
        SecretsExtension.holding("{\"username\":\"owner\",\"password\":\"of the owner\"}")) {
      Map<String, String> migrator = new HashMap<>(secrets.environment());
      migrator.put("FOOTFALL_FUNCTION_ROLE", "migrator");
      migrator.put("FOOTFALL_DATABASE_AUTHENTICATION", "iam");
      migrator.put("FOOTFALL_DATABASE_TLS", "verify-full");
      migrator.put("AWS_REGION", "eu-central-1");
      migrator.put("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
      migrator.put("AWS_SECRET_ACCESS_KEY", "of the function");
      migrator.put("FOOTFALL_MIGRATOR_USERNAME", "owner");
      migrator.put("FOOTFALL_MIGRATOR_SECRET", SecretsExtension.SECRET);
      migrator.put("FOOTFALL_MIGRATOR_JDBC_URL", database.getJdbcUrl("owner", "postgres"));
      try (FunctionProcess function = FunctionProcess.start(database.getPort(), migrator)) {
        upkeep = answer(function, "{}");
      }
    }
    collector = FunctionProcess.start(database.getPort(), Map.of());
  }

  private void makeItLikeRds() throws SQLException {
    try (Connection connection = database.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE ROLE rds_iam");
      statement.execute("CREATE ROLE owner SUPERUSER LOGIN PASSWORD 'of the owner'");
      statement.execute(
          """
          DO $$
          BEGIN
            EXECUTE format('COPY (VALUES (%L), (%L), (%L)) TO %L',
              'host all owner all scram-sha-256', 'host all all all trust', 'local all all trust',
              current_setting('hba_file'));
          END $$
          """);
      statement.execute("SELECT pg_reload_conf()");
    }
  }

  @AfterAll
  void stop() throws Exception {
    collector.close();
    database.close();
  }

  private static JsonNode answer(FunctionProcess function, String event) throws Exception {
    try {
      return JSON.readTree(function.invoke(event).get(60, TimeUnit.SECONDS));
    } catch (TimeoutException | IllegalStateException e) {
      throw new AssertionError("No answer came. The function's output:\n" + function.output(), e);
    }
  }

  private JsonNode send(String method, String path, String query, String body, String claims)
      throws Exception {
    ObjectNode event = JSON.createObjectNode().put("version", "2.0").put("rawPath", path);
    event.put("rawQueryString", query).put("body", body).put("isBase64Encoded", false);
    event.putObject("headers").put("content-type", "application/json");
    ObjectNode context = event.putObject("requestContext");
    context.putObject("http").put("method", method).put("path", path);
    if (claims != null) {
      context.set("authorizer", JSON.readTree("{\"jwt\":{\"claims\":" + claims + "}}"));
    }
    return answer(collector, event.toString());
  }

  private JsonNode post(UUID id, UUID session, UUID campaign) throws Exception {
    String body =
        """
        {"id":"%s","session_id":"%s","campaign_id":"%s","event_type":"page_view","metadata":{"a":[1]}}
        """
            .formatted(id, session, campaign);
    return send("POST", "/v1/events", "", body, null);
  }

  private JsonNode read(String path, String query) throws Exception {
    return send("GET", path, query, null, "{\"scope\":\"counts:read\",\"campaigns\":\"*\"}");
  }

  @Test
  void theMigratorBringsAnEmptyDatabaseUpToDate() throws Exception {
    JsonNode report = JSON.readTree(upkeep.get("body").asText());

    assertEquals(6, report.get("migrations").asInt(), upkeep::toString);
    try (Connection connection = database.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(COLLECTOR_MAY_USE_IAM)) {
      row.next();
      assertTrue(row.getBoolean(1));
    }
  }

  @Test
  void anEventIsStoredOnceAndCountedInEveryForm() throws Exception {
    UUID id = UUID.randomUUID();
    UUID session = UUID.randomUUID();
    UUID campaign = UUID.randomUUID();

    assertEquals(201, post(id, session, campaign).get("statusCode").asInt());
    assertEquals(200, post(id, session, campaign).get("statusCode").asInt());

    JsonNode counts =
        read("/v1/counts", "campaign_id=" + campaign + "&interval=hour&timezone=Asia/Kathmandu");
    assertEquals(1, JSON.readTree(counts.get("body").asText()).get("total").asInt());
    JsonNode events = read("/v1/sessions/" + session + "/events", "");
    assertEquals(
        "[1]", JSON.readTree(events.get("body").asText()).at("/events/0/metadata/a").toString());
    assertEquals(200, read("/v1/campaigns", "").get("statusCode").asInt());
    assertEquals(200, read("/v1/lag", "campaign_id=" + campaign).get("statusCode").asInt());
  }

  @Test
  void thePixelIsAnImage() throws Exception {
    JsonNode image =
        send(
            "GET",
            "/v1/pixel.gif",
            "campaign_id=" + UUID.randomUUID() + "&event_type=mail_opened",
            null,
            null);

    assertEquals(
        "R0lGODlhAQABAIAAAAAAAAAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==", image.get("body").asText());
    assertTrue(image.get("isBase64Encoded").asBoolean());
  }

  @Test
  void errorsAreProblems() throws Exception {
    JsonNode refused = send("POST", "/v1/events", "", "{", null);
    JsonNode nobody = send("GET", "/v1/counts", "campaign_id=" + UUID.randomUUID(), null, null);

    assertEquals(400, JSON.readTree(refused.get("body").asText()).get("status").asInt());
    assertEquals(401, JSON.readTree(nobody.get("body").asText()).get("status").asInt());
  }

  @Test
  void whatTheFunctionSaysOfItselfIsThere() throws Exception {
    assertTrue(read("/q/openapi", "").get("body").asText().startsWith("openapi: 3"));
    assertEquals(200, read("/q/health/ready", "").get("statusCode").asInt());
  }

  @Test
  void itsPagesAreThere() throws Exception {
    JsonNode page = send("GET", "/", "", null, null);
    JsonNode script = send("GET", "/footfall.js", "", null, null);

    assertTrue(page.get("body").asText().startsWith("<!doctype html>"), page::toString);
    assertTrue(script.get("body").asText().contains("footfall"), script::toString);
  }

  @Test
  void itsMetricsGoToStandardOutput() throws Exception {
    post(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());

    assertTrue(collector.output().contains("\"_aws\""));
  }
}
