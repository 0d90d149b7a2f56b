package dev.footfall.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TemplatesTest {
  /** A redundant dependency, which is harmless: CDK adds one for each function's role. */
  private static final String REDUNDANT_DEPENDENCY = "W3005";

  /** A zone by its name, which only a deployer who has to choose zones writes. */
  private static final String NAMED_ZONE = "W3010";

  private static final List<String> PHYSICAL_NAMES =
      List.of(
          "FunctionName",
          "RoleName",
          "BucketName",
          "TopicName",
          "QueueName",
          "LogGroupName",
          "DBInstanceIdentifier",
          "AlarmName",
          "DashboardName",
          "GroupName",
          "DBParameterGroupName",
          "PolicyName");

  @Test
  void everyFindingOfCdkNagIsFixedOrHasAReason() throws IOException {
    List<String> open = new ArrayList<>();
    int compliant = 0;
    for (Synthesis each : Synthesis.all()) {
      for (Path report : files(each, "-NagReport.csv")) {
        for (String line : Files.readAllLines(report)) {
          compliant += line.contains("\"Compliant\"") ? 1 : 0;
          if (line.contains("\"Non-Compliant\"") || line.contains("\"UNKNOWN\"")) {
            open.add(line);
          }
        }
      }
    }

    assertEquals(List.of(), open);
    assertTrue(compliant > 20, "the rules did not run: " + compliant);
  }

  @Test
  void cfnLintFindsNothing() throws IOException, InterruptedException {
    Path lint = Path.of("target", "tools", "cfn-lint").toAbsolutePath();
    assertTrue(Files.isExecutable(lint), "run ./mvnw -f infra/pom.xml process-test-classes once");
    List<String> command =
        new ArrayList<>(
            List.of(lint.toString(), "--ignore-checks", REDUNDANT_DEPENDENCY, NAMED_ZONE, "--"));
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
    assertTrue(ended, "cfn-lint did not finish within 5 minutes");
    assertEquals("", Files.readString(output));
    assertEquals(0, process.exitValue());
  }

  @Test
  void sameSettingsProduceTheSameTemplates() {
    // One after the other: what CDK's calls of AWS's API register in between, in production, is
    // part
    // of the hash of a version with a layer.
    Synthesis once = new Synthesis(Map.of());
    Synthesis again = new Synthesis(Map.of());

    assertEquals(once.templates(), again.templates());
  }

  @Test
  void noResourceHasAPhysicalNameThatAwsCouldChoose() {
    Set<String> named = new TreeSet<>();
    Synthesis.EVERYTHING
        .resources()
        .forEach(
            (id, resource) -> {
              // An inline policy must have a name, which CDK derives from the construct's path.
              boolean inlinePolicy = resource.get("Type").asText().equals("AWS::IAM::Policy");
              for (String name : PHYSICAL_NAMES) {
                JsonNode value = resource.path("Properties").path(name);
                if (value.isTextual() && !inlinePolicy) {
                  named.add(id + " " + name);
                }
              }
            });

    assertEquals(Set.of(), named);
  }

  @Test
  void whatCostsMoneyIsTaggedWithItsStage() {
    for (String type :
        List.of(
            "AWS::RDS::DBInstance",
            "AWS::RDS::DBProxy",
            "AWS::Lambda::Function",
            "AWS::SQS::Queue",
            "AWS::EC2::VPCEndpoint",
            "AWS::Logs::LogGroup",
            "AWS::CloudFront::Distribution")) {
      Map<String, JsonNode> resources = Synthesis.EVERYTHING.properties(type);
      resources.keySet().removeIf(id -> id.contains("CustomResourceProvider")); // CDK's own
      assertFalse(resources.isEmpty(), type);
      resources.forEach(
          (id, resource) ->
              assertTrue(
                  resource
                      .path("Tags")
                      .toString()
                      .contains("{\"Key\":\"footfall-stage\",\"Value\":\"prod\"}"),
                  id));
    }
  }

  @Test
  void everyLogExpires() {
    for (Synthesis each : List.of(Synthesis.DEV, Synthesis.PROD, Synthesis.QUEUE)) {
      Map<String, JsonNode> logs = each.properties("AWS::Logs::LogGroup");

      // The writer's; that of the call that protects production's database.
      int more = each == Synthesis.DEV ? 0 : 1;
      assertEquals(4 + more, logs.size(), "collector, migrator, access, rejected traffic");
      logs.values().forEach(log -> assertTrue(log.get("RetentionInDays").asInt() <= 90));
    }
  }

  private static List<Path> files(Synthesis synthesis, String ending) {
    List<Path> files = synthesis.files(ending);
    assertFalse(files.isEmpty(), ending);
    return files;
  }
}
