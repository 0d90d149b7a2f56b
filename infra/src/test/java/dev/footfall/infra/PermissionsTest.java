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
        allowed(Synthesis.DEV, "CollectorRole"));
    assertTrue(policy(Synthesis.DEV, "CollectorRole").toString().contains("/footfall_collector"));
  }

  @Test
  void migratorMayLogAndReadItsSecretAndNothingElse() {
    assertEquals(
        Set.of("logs:CreateLogStream", "logs:PutLogEvents", "secretsmanager:GetSecretValue"),
        allowed(Synthesis.DEV, "MigratorRole"));
  }

  @Test
  void inQueueModeTheCollectorMayAlsoSend() {
    Set<String> added = allowed(Synthesis.QUEUE, "CollectorRole");
    added.removeAll(allowed(Synthesis.DEV, "CollectorRole"));

    assertEquals(Set.of("sqs:SendMessage"), added);
    assertEquals(Set.of("QueueEvents"), queues("CollectorRole", "sqs:SendMessage"));
  }

  @Test
  void writerMayLogConnectAndWorkOffTheQueueAndNothingElse() {
    assertEquals(
        Set.of(
            "logs:CreateLogStream",
            "logs:PutLogEvents",
            "rds-db:connect",
            "sqs:ReceiveMessage",
            "sqs:DeleteMessage",
            "sqs:GetQueueAttributes",
            "sqs:ChangeMessageVisibility",
            "sqs:SendMessage"),
        allowed(Synthesis.QUEUE, "WriterRole"));
    assertTrue(policy(Synthesis.QUEUE, "WriterRole").toString().contains("/footfall_collector"));
    assertEquals(Set.of("QueueEvents"), queues("WriterRole", "sqs:DeleteMessage"));
    assertEquals(Set.of("QueueDeadLetters"), queues("WriterRole", "sqs:SendMessage"));
  }

  /** The queues on which the role may do this. */
  private static Set<String> queues(String role, String action) {
    return Synthesis.list(policy(Synthesis.QUEUE, role).at("/PolicyDocument/Statement")).stream()
        .filter(statement -> actions(statement).contains(action))
        .map(statement -> Synthesis.construct(statement.get("Resource")))
        .collect(Collectors.toSet());
  }

  @Test
  void functionsMayNotChangeTheNetworkThemselves() {
    long denied =
        Synthesis.QUEUE.statements().stream()
            .filter(s -> s.get("Effect").asText().equals("Deny"))
            .filter(s -> s.at("/Condition/Null/lambda:SourceFunctionArn").asText().equals("false"))
            .filter(
                s ->
                    Synthesis.list(s.get("Action")).size()
                        == ExecutionRole.NETWORK_INTERFACE_ACTIONS.size())
            .count();

    assertEquals(3, denied);
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
    // CDK's own function sets how long PostgreSQL's log is kept.
    assertEquals(
        Set.of("kms:*", "logs:PutRetentionPolicy", "logs:DeleteRetentionPolicy"), onAnyResource);
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

  private static Set<String> allowed(Synthesis synthesis, String role) {
    Set<String> allowed =
        Synthesis.list(policy(synthesis, role).at("/PolicyDocument/Statement")).stream()
            .filter(statement -> statement.get("Effect").asText().equals("Allow"))
            .flatMap(statement -> actions(statement).stream())
            .collect(Collectors.toCollection(TreeSet::new));
    allowed.removeAll(ExecutionRole.NETWORK_INTERFACE_ACTIONS);
    return allowed;
  }

  private static JsonNode policy(Synthesis synthesis, String role) {
    return synthesis.properties("AWS::IAM::Policy").values().stream()
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
