package dev.footfall.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.ApiGatewayEvent;
import dev.footfall.testsupport.FunctionProcess;
import dev.footfall.testsupport.PostgresServer;
import dev.footfall.testsupport.SecretsExtension;
import dev.footfall.testsupport.TestEvent;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The main paths, once more in what is deployed: {@code function.zip} in both of its roles, under
 * Lambda's Runtime API and on an empty database. It runs the native build where there is one.
 */
class FunctionIT {
  private static final String ASK_OWNER_FOR_PASSWORD =
      """
      DO $$
      BEGIN
        EXECUTE format('COPY (VALUES (%L), (%L), (%L)) TO %L',
          'host all owner all scram-sha-256', 'host all all all trust', 'local all all trust',
          current_setting('hba_file'));
      END $$
      """;

  @AutoClose private static PostgresServer database;
  @AutoClose private static FunctionProcess collector;
  private static Answer upkeep;

  private final UUID campaign = UUID.randomUUID();

  /**
   * The migrator's environment is that of production. The owner's password is in the secret only,
   * so that nobody signs in without it.
   */
  @BeforeAll
  static void migrateAndStart() throws Exception {
    database = PostgresServer.empty(Map.of());
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
      migrator.put(
          "FOOTFALL_MIGRATOR_JDBC_URL",
          "jdbc:postgresql://127.0.0.1:" + database.port() + "/postgres?user=owner");
      try (FunctionProcess function = FunctionProcess.start(database.port(), migrator)) {
        upkeep = Answer.of(function.invoke("{}").get(60, TimeUnit.SECONDS));
      }
    }
    collector = FunctionProcess.start(database.port(), Map.of());
  }

  private static void makeItLikeRds() {
    database.execute("CREATE ROLE rds_iam");
    database.execute("CREATE ROLE owner SUPERUSER LOGIN PASSWORD 'of the owner'");
    database.execute(ASK_OWNER_FOR_PASSWORD);
    database.execute("SELECT pg_reload_conf()");
  }

  private static Answer get(String pathAndQuery) throws Exception {
    return collector.send(ApiGatewayEvent.of("GET", pathAndQuery));
  }

  private static Answer read(String pathAndQuery) throws Exception {
    return collector.send(ApiGatewayEvent.of("GET", pathAndQuery).mayRead("*"));
  }

  private static Answer post(Object body) throws Exception {
    return collector.send(ApiGatewayEvent.post("application/json").body(body.toString()));
  }

  @Test
  void theMigratorBringsAnEmptyDatabaseUpToDate() {
    assertEquals(5, upkeep.json().get("migrations").asInt(), upkeep::text);
    assertEquals(
        "t", database.value("SELECT pg_has_role('footfall_collector', 'rds_iam', 'member')"));
  }

  @Test
  void anEventIsStoredOnceAndCountedInEveryForm() throws Exception {
    UUID session = UUID.randomUUID();
    TestEvent event =
        TestEvent.of(campaign).with("session_id", session).raw("metadata", "{\"a\":[1]}");
    post(event).is(201);
    post(event).is(200);

    Answer counts =
        read("/v1/counts?interval=hour&timezone=Asia/Kathmandu&campaign_id=" + campaign);
    Answer events = read("/v1/sessions/" + session + "/events");

    assertEquals(1, counts.json().get("total").asInt());
    assertEquals("[1]", events.json().at("/events/0/metadata/a").toString());
    read("/v1/campaigns").is(200);
    Answer exported = read("/v1/events?campaign_id=" + campaign);
    assertEquals("[1]", exported.json().at("/events/0/metadata/a").toString());
    read("/v1/lag?campaign_id=" + campaign).is(200);
  }

  @Test
  void thePixelIsAnImage() throws Exception {
    Answer image = get("/v1/pixel.gif?event_type=mail_opened&campaign_id=" + campaign);

    assertEquals(
        "R0lGODlhAQABAIAAAAAAAAAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==",
        Base64.getEncoder().encodeToString(image.body()));
  }

  @Test
  void errorsAreProblems() throws Exception {
    Answer refused = post("{");
    Answer nobody = get("/v1/counts?campaign_id=" + campaign);

    assertEquals(400, refused.json().get("status").asInt());
    assertEquals(401, nobody.json().get("status").asInt());
  }

  @Test
  void whatTheFunctionSaysOfItselfIsThere() throws Exception {
    assertTrue(read("/q/openapi").text().startsWith("openapi: 3"));
    read("/q/health/ready").is(200);
  }

  @Test
  void itsPagesAreThere() throws Exception {
    Answer page = get("/");
    Answer script = get("/footfall.js");

    assertTrue(page.text().startsWith("<!doctype html>"), page::toString);
    assertTrue(script.text().contains("footfall"), script::toString);
  }

  @Test
  void itsMetricsGoToStandardOutput() throws Exception {
    post(TestEvent.of(campaign)).is(201);

    assertTrue(collector.output().contains("\"_aws\""));
  }
}
