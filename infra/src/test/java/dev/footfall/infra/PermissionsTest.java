package dev.footfall.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PermissionsTest {

  @Test
  void collectorMayLogAndConnectAndNothingElse() {
    assertEquals(
        Set.of("logs:CreateLogStream", "logs:PutLogEvents", "rds-db:connect"),
        allowed("CollectorRole"));
    assertTrue(policy("CollectorRole").toString().contains("/footfall_collector"));
  }

  @Test
  void migratorMayLogAndReadItsSecretAndNothingElse() {
    assertEquals(
        Set.of("logs:CreateLogStream", "logs:PutLogEvents", "secretsmanager:GetSecretValue"),
        allowed("MigratorRole"));
  }

  @Test
  void functionsMayNotChangeTheNetworkThemselves() {
    long denied =
        Synthesis.PROD.statements().stream()
            .filter(s -> s.get("Effect").asText().equals("Deny"))
            .filter(s -> s.at("/Condition/Null/lambda:SourceFunctionArn").asText().equals("false"))
            .filter(
                s ->
                    Synthesis.list(s.get("Action")).size()
                        == ExecutionRole.NETWORK_INTERFACE_ACTIONS.size())
            .count();

    assertEquals(2, denied);
  }

  @Test
  void onlyTheApiMayInvokeTheCollectorAndNoServiceTheMigrator() {
    JsonNode permission = Synthesis.DEV.only("AWS::Lambda::Permission");

    assertEquals("apigateway.amazonaws.com", permission.get("Principal").asText());
    assertTrue(permission.get("FunctionName").toString().contains("CollectorLive"));
    assertEquals(Map.of(), Synthesis.DEV.properties("AWS::Lambda::Url"));
  }

  @Test
  void noStatementAllowsEveryActionOrEveryResource() {
    Set<String> onAnyResource = new TreeSet<>();
    for (Synthesis each : Synthesis.all()) {
      for (JsonNode statement : each.statements()) {
        if (statement.get("Effect").asText().equals("Allow")) {
          assertFalse(statement.path("Action").toString().contains("\"*\""));
          if (Synthesis.list(statement.path("Resource")).stream()
              .anyMatch(resource -> resource.asText().equals("*"))) {
            onAnyResource.addAll(actions(statement));
          }
        }
      }
    }

    // EC2 has no ARN for a network interface before it exists. In a key's policy * is that key.
    onAnyResource.removeAll(ExecutionRole.NETWORK_INTERFACE_ACTIONS);
    assertEquals(Set.of("kms:*"), onAnyResource);
  }

  @Test
  void noTemplateContainsASecret() {
    for (Synthesis each : Synthesis.all()) {
      String all = each.templates().values().toString();

      assertFalse(all.matches("(?s).*\"MasterUserPassword\":\"(?!\\{\\{resolve).*"), "a password");
      assertFalse(all.matches("(?s).*(AKIA|ASIA)[A-Z0-9]{16}.*"), "an AWS access key");
      for (JsonNode function : each.properties("AWS::Lambda::Function").values()) {
        Synthesis.variables(function)
            .fieldNames()
            .forEachRemaining(name -> assertFalse(name.contains("PASSWORD"), name));
      }
    }
  }

  private static Set<String> allowed(String role) {
    Set<String> allowed =
        Synthesis.list(policy(role).at("/PolicyDocument/Statement")).stream()
            .filter(statement -> statement.get("Effect").asText().equals("Allow"))
            .flatMap(statement -> actions(statement).stream())
            .collect(Collectors.toCollection(TreeSet::new));
    allowed.removeAll(ExecutionRole.NETWORK_INTERFACE_ACTIONS);
    return allowed;
  }

  private static JsonNode policy(String role) {
    return Synthesis.DEV.properties("AWS::IAM::Policy").values().stream()
        .filter(policy -> policy.get("Roles").toString().contains(role))
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> actions(JsonNode statement) {
    return Synthesis.list(statement.get("Action")).stream()
        .map(JsonNode::asText)
        .collect(Collectors.toSet());
  }
}
