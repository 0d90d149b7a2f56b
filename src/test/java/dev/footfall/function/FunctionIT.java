package dev.footfall.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.ApiGatewayEvent;
import dev.footfall.testsupport.FunctionProcess;
import dev.footfall.testsupport.PostgresServer;
import dev.footfall.testsupport.SecretsExtension;
import dev.footfall.testsupport.TestEvent;
import java.io.File;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The main paths of the deployed {@code function.zip} in both roles, on an empty database. */
class FunctionIT {
  /** The owner is no superuser but may grant rds_iam, whose members cannot use a password. */
  private static final String LIKE_RDS =
      """
      CREATE ROLE rds_iam;
      CREATE ROLE no_password;
      CREATE ROLE owner CREATEROLE LOGIN PASSWORD 'of the owner';
      GRANT rds_iam TO owner WITH ADMIN OPTION;
      ALTER DATABASE postgres OWNER TO owner;
      DO $$
      BEGIN
        EXECUTE format('COPY (VALUES (%L), (%L), (%L), (%L), (%L)) TO %L',
          'host all footfall_collector all trust', 'host all +no_password all reject',
          'host all owner all scram-sha-256', 'host all all all trust', 'local all all trust',
          current_setting('hba_file'));
      END $$;
      SELECT pg_reload_conf();
      """;

  @AutoClose private static PostgresServer database;
  @AutoClose private static FunctionProcess collector;
  private static Answer upkeep;
  private static Answer secondUpkeep;

  private final UUID campaign = UUID.randomUUID();

  /** The environment is production's; the owner's password is in the secret only. */
  @BeforeAll
  static void migrateAndStart() throws Exception {
    database = PostgresServer.empty(Map.of());
    database.execute(LIKE_RDS);
    try (SecretsExtension secrets =
        new SecretsExtension("{\"username\":\"owner\",\"password\":\"of the owner\"}")) {
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
      upkeep = upkeep(migrator);
      // RDS lets the owner grant rds_iam without being a member. No other server does, so the
      // members of the collector's role take the place of rds_iam's.
      database.execute("GRANT no_password TO footfall_collector");
      secondUpkeep = upkeep(migrator);
    }
    collector = FunctionProcess.start(database.port(), Map.of());
  }

  private static Answer upkeep(Map<String, String> environment) throws Exception {
    try (FunctionProcess migrator = FunctionProcess.start(database.port(), environment)) {
      return Answer.of(migrator.invoke("{}").get(60, TimeUnit.SECONDS));
    }
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
    String[] migrations = new File("src/main/resources/db/migration").list();
    upkeep.shows("/migrations", migrations.length);
    assertEquals(
        "t", database.value("SELECT pg_has_role('footfall_collector', 'rds_iam', 'member')"));
  }

  /** A role's creator becomes its member, and so a member of all roles that it belongs to. */
  @Test
  void theOwnerStillSignsInWithItsPasswordOnceTheCollectorCannot() {
    secondUpkeep.shows("/migrations", 0);
    String members =
        """
        SELECT pg_has_role('owner', 'footfall_collector', 'member'), count(*)
        FROM pg_auth_members WHERE roleid = 'footfall_collector'::regrole
        """;
    assertEquals("f|0", database.value(members));
  }

  @Test
  void theCollectorsRoleCarriesItsOwnLimits() {
    assertEquals(
        "{statement_timeout=1500ms,client_connection_check_interval=1s,jit=off}",
        database.value("SELECT rolconfig FROM pg_roles WHERE rolname = 'footfall_collector'"));
  }

  @Test
  void anEventIsStoredOnceAndCountedInEveryForm() throws Exception {
    UUID session = UUID.randomUUID();
    TestEvent event =
        TestEvent.of(campaign).with("session_id", session).raw("metadata", "{\"a\":[1]}");
    post(event).is(201);
    post(event).is(200);

    read("/v1/counts?interval=hour&timezone=Asia/Kathmandu&campaign_id=" + campaign)
        .shows("/total", 1);
    read("/v1/sessions/" + session + "/events").shows("/events/0/metadata/a", List.of(1));
    read("/v1/events?campaign_id=" + campaign).shows("/events/0/metadata/a", List.of(1));
    read("/v1/campaigns").is(200);
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
    post("{").isProblem(400, null);
    get("/v1/counts?campaign_id=" + campaign).isProblem(401, null);
  }

  @Test
  void itsPagesAndReadinessAreThere() throws Exception {
    assertTrue(get("/").text().startsWith("<!doctype html>"));
    assertTrue(get("/footfall.js").text().contains("footfall"));
    assertTrue(get("/q/openapi").text().startsWith("openapi: 3"));
    get("/q/health/ready").is(200);
  }

  @Test
  void itsMetricsGoToStandardOutput() throws Exception {
    post(TestEvent.of(campaign)).is(201);
    assertTrue(collector.output().contains("\"_aws\""));
  }
}
