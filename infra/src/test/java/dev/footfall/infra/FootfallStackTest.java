package dev.footfall.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FootfallStackTest {
  private static final Synthesis DEV = Synthesis.DEV;
  private static final Synthesis PROD = Synthesis.PROD;

  @Test
  void productionSpansThreeZonesAndATrialTwo() {
    assertEquals(3, PROD.properties("AWS::EC2::Subnet").size());
    assertEquals(2, DEV.properties("AWS::EC2::Subnet").size());
  }

  @Test
  void productionSurvivesAZoneAndASlip() {
    JsonNode database = PROD.only("AWS::RDS::DBInstance");

    assertTrue(database.get("MultiAZ").asBoolean());
    assertTrue(database.get("DeletionProtection").asBoolean());
    assertEquals(35, database.get("BackupRetentionPeriod").asInt());
    assertEquals("Snapshot", resource(PROD, "AWS::RDS::DBInstance").get("DeletionPolicy").asText());
  }

  @Test
  void trialIsTornDownInOneCommandAndHasBackups() {
    JsonNode database = DEV.only("AWS::RDS::DBInstance");

    assertFalse(database.get("DeletionProtection").asBoolean());
    assertEquals("Delete", resource(DEV, "AWS::RDS::DBInstance").get("DeletionPolicy").asText());
    assertTrue(database.get("BackupRetentionPeriod").asInt() > 0);
  }

  @Test
  void databaseIsCurrentAndTakesOnlyTls() {
    JsonNode database = DEV.only("AWS::RDS::DBInstance");
    JsonNode parameters = DEV.only("AWS::RDS::DBParameterGroup");

    assertTrue(database.get("EngineVersion").asText().startsWith("18."));
    assertEquals("postgres18", parameters.get("Family").asText());
    assertEquals("1", parameters.at("/Parameters/rds.force_ssl").asText());
    assertTrue(database.get("EnableIAMDatabaseAuthentication").asBoolean());
    assertTrue(database.get("ManageMasterUserPassword").asBoolean());
  }

  @Test
  void proxySignsInByIamAtBothEnds() {
    JsonNode proxy = DEV.only("AWS::RDS::DBProxy");

    assertEquals("IAM_AUTH", proxy.get("DefaultAuthScheme").asText());
    assertFalse(proxy.has("Auth"), "no secret");
    assertTrue(proxy.get("RequireTLS").asBoolean());
    assertTrue(
        proxy.get("IdleClientTimeout").asInt() > 60, "the collector's own limit comes first");
  }

  @Test
  void collectorMayLogAndConnectAndNothingMore() {
    assertEquals(
        Set.of("logs:CreateLogStream", "logs:PutLogEvents", "rds-db:connect"),
        allowed("CollectorRole"));
    assertTrue(policy("CollectorRole").toString().contains("/footfall_collector"));
  }

  @Test
  void migratorMayLogAndReadItsSecretAndNothingMore() {
    assertEquals(
        Set.of("logs:CreateLogStream", "logs:PutLogEvents", "secretsmanager:GetSecretValue"),
        allowed("MigratorRole"));
  }

  @Test
  void onlyTheApiMayStartTheCollectorAndNobodyTheMigrator() {
    Map<String, JsonNode> permissions = DEV.properties("AWS::Lambda::Permission");

    assertEquals(1, permissions.size());
    JsonNode permission = permissions.values().iterator().next();
    assertEquals("apigateway.amazonaws.com", permission.get("Principal").asText());
    assertTrue(permission.get("FunctionName").toString().contains("CollectorLive"));
    assertEquals(Map.of(), DEV.properties("AWS::Lambda::Url"));
  }

  @Test
  void newCollectorTakesTrafficOnlyAfterTheMigration() {
    String trigger = only(DEV, "Custom::Trigger");
    JsonNode version =
        DEV.resources().entrySet().stream()
            .filter(r -> r.getValue().get("Type").asText().equals("AWS::Lambda::Version"))
            .filter(r -> r.getKey().contains("Collector"))
            .findFirst()
            .orElseThrow()
            .getValue();

    assertTrue(version.get("DependsOn").toString().contains(trigger));
    assertTrue(
        DEV.only("AWS::Lambda::Alias")
            .get("FunctionVersion")
            .toString()
            .contains("CollectorFunction"));
  }

  @Test
  void migrationStartsOnlyWhenItCanReachDatabaseAndSecret() {
    String before = resource(DEV, "Custom::Trigger").get("DependsOn").toString();

    assertTrue(before.contains("DatabasePostgres"));
    assertTrue(before.contains("NetworkSecrets"));
    DEV.properties("AWS::EC2::SecurityGroupEgress").keySet().stream()
        .filter(id -> id.contains("MigratorGroup"))
        .forEach(id -> assertTrue(before.contains(id.substring(id.indexOf('/') + 1)), id));
  }

  @Test
  void upkeepComesByItself() {
    JsonNode schedule = DEV.only("AWS::Scheduler::Schedule");

    assertEquals("rate(15 minutes)", schedule.get("ScheduleExpression").asText());
    assertEquals("ENABLED", schedule.get("State").asText());
    assertEquals("{}", schedule.at("/Target/Input").asText());
    assertTrue(schedule.at("/Target/Arn").toString().contains("MigratorFunction"));
  }

  @Test
  void bothRolesAreOneArtifactForTheNativeRuntime() {
    JsonNode collector = DEV.function("stores and counts");
    JsonNode migrator = DEV.function("migrates");

    assertEquals(collector.get("Code"), migrator.get("Code"));
    for (JsonNode function : List.of(collector, migrator)) {
      assertEquals("provided.al2023", function.get("Runtime").asText());
      assertEquals("[\"arm64\"]", function.get("Architectures").toString());
      assertEquals("Text", function.at("/LoggingConfig/LogFormat").asText());
    }
  }

  @Test
  void collectorIsToldWhereAndHowToConnect() {
    JsonNode variables = DEV.function("stores and counts").at("/Environment/Variables");

    assertEquals("iam", variables.get("FOOTFALL_DATABASE_AUTHENTICATION").asText());
    assertEquals("verify-full", variables.get("FOOTFALL_DATABASE_TLS").asText());
    assertTrue(variables.get("FOOTFALL_DATABASE_URL").toString().contains(":5432/footfall"));
    assertTrue(variables.get("FOOTFALL_DATABASE_URL").toString().contains("Endpoint"));
    assertEquals("dashboard", variables.get("FOOTFALL_SIGN_IN_CLIENT_ID").asText());
  }

  @Test
  void migratorIsToldWhereAndHowToConnect() {
    JsonNode variables = DEV.function("migrates").at("/Environment/Variables");

    assertEquals("migrator", variables.get("FOOTFALL_FUNCTION_ROLE").asText());
    assertTrue(
        variables
            .get("FOOTFALL_MIGRATOR_JDBC_URL")
            .toString()
            .contains("sslmode=verify-full&sslrootcert=/opt/rds-ca/global-bundle.pem"));
    assertTrue(variables.get("FOOTFALL_MIGRATOR_SECRET").toString().contains("MasterUserSecret"));
    assertEquals(
        DEV.only("AWS::RDS::DBInstance").get("MasterUsername"),
        variables.get("FOOTFALL_MIGRATOR_USERNAME"));
    assertEquals("false", variables.get("PARAMETERS_SECRETS_EXTENSION_CACHE_ENABLED").asText());
    assertEquals("2773", variables.get("PARAMETERS_SECRETS_EXTENSION_HTTP_PORT").asText());
  }

  @Test
  void trafficFlowsThisWayOnly() {
    Set<String> ways = new TreeSet<>();
    DEV.properties("AWS::EC2::SecurityGroupIngress")
        .values()
        .forEach(
            rule ->
                ways.add(
                    group(rule.get("SourceSecurityGroupId")) + " > " + group(rule.get("GroupId"))));

    assertEquals(
        Set.of(
            "Collector > Proxy",
            "Proxy > Database",
            "Migrator > Database",
            "Migrator > NetworkSecrets"),
        ways);
    DEV.properties("AWS::EC2::SecurityGroup")
        .values()
        .forEach(group -> assertFalse(group.has("SecurityGroupIngress"), group.toString()));
  }

  private static String group(JsonNode reference) {
    return reference.at("/Fn::GetAtt/0").asText().replaceAll("Group[0-9A-F]{8}$", "");
  }

  private static Set<String> allowed(String role) {
    Set<String> actions =
        Synthesis.list(policy(role).at("/PolicyDocument/Statement")).stream()
            .filter(s -> s.get("Effect").asText().equals("Allow"))
            .flatMap(s -> Synthesis.list(s.get("Action")).stream())
            .map(JsonNode::asText)
            .collect(Collectors.toCollection(TreeSet::new));
    actions.removeAll(FunctionRole.ATTACH);
    return actions;
  }

  private static JsonNode policy(String role) {
    return DEV.properties("AWS::IAM::Policy").values().stream()
        .filter(policy -> policy.get("Roles").toString().contains(role))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode resource(Synthesis of, String type) {
    return of.resources().values().stream()
        .filter(r -> r.get("Type").asText().equals(type))
        .findFirst()
        .orElseThrow();
  }

  private static String only(Synthesis of, String type) {
    String id = of.properties(type).keySet().iterator().next();
    return id.substring(id.indexOf('/') + 1);
  }
}
