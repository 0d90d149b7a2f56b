package dev.footfall.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SafetyTest {
  /** A dependency said twice does no harm, and CDK itself says each function's role twice. */
  private static final String CDKS_HABIT = "W3005";

  @Test
  void cdkNagFindsNothingThatHasNoReason() throws IOException {
    List<String> open = new ArrayList<>();
    int checked = 0;
    for (Synthesis each : Synthesis.all()) {
      for (Path report : files(each, "-NagReport.csv")) {
        for (String line : Files.readAllLines(report)) {
          checked += line.contains("\"Compliant\"") ? 1 : 0;
          if (line.contains("\"Non-Compliant\"") || line.contains("\"UNKNOWN\"")) {
            open.add(line);
          }
        }
      }
    }

    assertEquals(List.of(), open);
    assertTrue(checked > 20, "the rules ran: " + checked);
  }

  @Test
  void cfnLintFindsNothing() throws IOException, InterruptedException {
    Path lint = Path.of("target", "tools", "cfn-lint").toAbsolutePath();
    assertTrue(Files.isExecutable(lint), "run ./mvnw -f infra/pom.xml process-test-classes once");
    List<String> command =
        new ArrayList<>(List.of(lint.toString(), "--ignore-checks", CDKS_HABIT, "--"));
    for (Synthesis each : Synthesis.all()) {
      files(each, ".template.json").forEach(template -> command.add(template.toString()));
    }
    Path output = Path.of("target", "cfn-lint.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();

    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    if (!ended) {
      process.destroyForcibly();
    }
    assertTrue(ended, "cfn-lint does not end");
    assertEquals("", Files.readString(output));
    assertEquals(0, process.exitValue());
  }

  @Test
  void sameSettingsMakeTheSameTemplates() {
    Synthesis again = new Synthesis(Map.of());

    assertEquals(Synthesis.DEV.templates(), again.templates());
  }

  @Test
  void stackNamesNothingThatAWSCanName() {
    Set<String> named = new TreeSet<>();
    for (String property :
        List.of(
            "FunctionName",
            "RoleName",
            "BucketName",
            "TopicName",
            "LogGroupName",
            "DBInstanceIdentifier",
            "AlarmName",
            "DashboardName",
            "GroupName",
            "DBParameterGroupName",
            "PolicyName")) {
      Synthesis.EVERYTHING
          .resources()
          .forEach(
              (id, resource) -> {
                JsonNode value = resource.path("Properties").path(property);
                // An inline policy has to have a name; CDK makes it of the construct's path.
                boolean inline = resource.get("Type").asText().equals("AWS::IAM::Policy");
                if (value.isTextual() && !inline) {
                  named.add(id + " " + property);
                }
              });
    }

    assertEquals(Set.of(), named);
  }

  @Test
  void proxysNameDiffersByStage() {
    assertFalse(
        Synthesis.DEV
            .only("AWS::RDS::DBProxy")
            .get("DBProxyName")
            .equals(Synthesis.PROD.only("AWS::RDS::DBProxy").get("DBProxyName")));
  }

  @Test
  void noStatementAllowsEverything() {
    Set<String> wild = new HashSet<>();
    for (Synthesis each : Synthesis.all()) {
      statements(each).stream()
          .filter(s -> s.get("Effect").asText().equals("Allow"))
          .forEach(
              statement -> {
                assertFalse(statement.path("Action").toString().contains("\"*\""));
                if (Synthesis.list(statement.path("Resource")).stream()
                    .anyMatch(r -> r.asText().equals("*"))) {
                  Synthesis.list(statement.get("Action")).forEach(a -> wild.add(a.asText()));
                }
              });
    }

    // EC2 knows no resource for the first; a key's policy means that key by it.
    wild.removeAll(FunctionRole.ATTACH);
    assertEquals(Set.of("kms:*"), wild);
  }

  @Test
  void codeOfAFunctionMayNotTouchTheNetwork() {
    long denied =
        statements(Synthesis.PROD).stream()
            .filter(s -> s.get("Effect").asText().equals("Deny"))
            .filter(s -> s.at("/Condition/Null/lambda:SourceFunctionArn").asText().equals("false"))
            .filter(s -> Synthesis.list(s.get("Action")).size() == FunctionRole.ATTACH.size())
            .count();

    assertEquals(2, denied);
  }

  @Test
  void noTemplateHoldsASecret() {
    for (Synthesis each : Synthesis.all()) {
      String all = each.templates().values().toString();

      assertFalse(all.matches("(?s).*\"MasterUserPassword\":\"(?!\\{\\{resolve).*"), "a password");
      assertFalse(all.matches("(?s).*(AKIA|ASIA)[A-Z0-9]{16}.*"), "a key of AWS");
      for (JsonNode function : each.properties("AWS::Lambda::Function").values()) {
        function
            .at("/Environment/Variables")
            .fieldNames()
            .forEachRemaining(name -> assertFalse(name.contains("PASSWORD"), name));
      }
    }
  }

  @Test
  void nothingIsPublicAndEverythingIsEncrypted() {
    for (Synthesis each : Synthesis.all()) {
      for (JsonNode database : each.properties("AWS::RDS::DBInstance").values()) {
        assertFalse(database.get("PubliclyAccessible").asBoolean());
        assertTrue(database.path("StorageEncrypted").asBoolean() || database.has("KmsKeyId"));
      }
      assertEquals(Map.of(), each.properties("AWS::EC2::InternetGateway"));
      assertEquals(Map.of(), each.properties("AWS::EC2::NatGateway"));
      each.properties("AWS::EC2::Subnet")
          .values()
          .forEach(subnet -> assertFalse(subnet.get("MapPublicIpOnLaunch").asBoolean()));
      assertFalse(each.templates().toString().contains("\"0.0.0.0/0\""));
    }
  }

  @Test
  void eachLogEnds() {
    for (Synthesis each : List.of(Synthesis.DEV, Synthesis.PROD)) {
      Map<String, JsonNode> logs = each.properties("AWS::Logs::LogGroup");

      assertEquals(4, logs.size(), "collector, migrator, access, refused traffic");
      logs.values().forEach(log -> assertTrue(log.get("RetentionInDays").asInt() <= 90));
    }
  }

  private static List<JsonNode> statements(Synthesis synthesis) {
    List<JsonNode> statements = new ArrayList<>();
    synthesis
        .resources()
        .values()
        .forEach(r -> r.findValues("Statement").forEach(s -> statements.addAll(Synthesis.list(s))));
    return statements.stream().filter(s -> s.has("Effect")).toList();
  }

  private static List<Path> files(Synthesis synthesis, String ending) throws IOException {
    try (Stream<Path> files = Files.list(synthesis.directory())) {
      List<Path> found = files.filter(file -> file.toString().endsWith(ending)).toList();
      assertFalse(found.isEmpty(), ending);
      return found;
    }
  }
}
