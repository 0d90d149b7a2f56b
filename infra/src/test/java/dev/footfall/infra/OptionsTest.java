package dev.footfall.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OptionsTest {
  private static final List<String> OPTIONAL =
      List.of(
          "AWS::ApiGatewayV2::DomainName",
          "AWS::CertificateManager::Certificate",
          "AWS::Route53::RecordSet",
          "AWS::CloudFront::Distribution",
          "AWS::WAFv2::WebACL",
          "AWS::Budgets::Budget",
          "AWS::SecretsManager::Secret",
          "AWS::KMS::Key");

  @Test
  void offByDefault() {
    assertEquals(Set.of("Footfall-dev"), Synthesis.DEV.templates().keySet());
    OPTIONAL.forEach(type -> assertEquals(Map.of(), Synthesis.DEV.properties(type), type));
  }

  @Test
  void eachIsThereWhenAskedFor() {
    assertEquals(
        Set.of("Footfall-prod", "FootfallEdge-prod", "FootfallReplica-prod"),
        Synthesis.EVERYTHING.templates().keySet());
    OPTIONAL.forEach(type -> assertFalse(Synthesis.EVERYTHING.properties(type).isEmpty(), type));
  }

  @Test
  void apiHasOneAddressOnly() {
    assertTrue(
        Synthesis.EVERYTHING
            .only("AWS::ApiGatewayV2::Api")
            .get("DisableExecuteApiEndpoint")
            .asBoolean());
    assertFalse(
        Synthesis.DEV.only("AWS::ApiGatewayV2::Api").get("DisableExecuteApiEndpoint").asBoolean());
  }

  @Test
  void edgeLimitsWhatOneAddressSendsAndKeepsNoCount() {
    JsonNode rule = Synthesis.EVERYTHING.only("AWS::WAFv2::WebACL").at("/Rules/0");
    JsonNode distribution =
        Synthesis.EVERYTHING.only("AWS::CloudFront::Distribution").get("DistributionConfig");

    assertEquals(EdgeStack.REQUESTS, rule.at("/Statement/RateBasedStatement/Limit").asInt());
    assertTrue(rule.get("Action").has("Block"));
    assertTrue(distribution.get("WebACLId").toString().contains("Limits"));
    // CloudFront's managed policy "CachingDisabled"
    assertEquals(
        "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
        distribution.at("/DefaultCacheBehavior/CachePolicyId").asText());
  }

  @Test
  void replicaIsACopyOfThePrimaryInAnotherRegion() {
    JsonNode replica =
        Synthesis.EVERYTHING.properties("AWS::RDS::DBInstance").values().stream()
            .filter(database -> database.has("SourceDBInstanceIdentifier"))
            .findFirst()
            .orElseThrow();

    assertEquals(
        "arn:aws:rds:eu-central-1:111122223333:db:source",
        replica.get("SourceDBInstanceIdentifier").asText());
    assertTrue(replica.has("KmsKeyId"));
    assertTrue(
        Synthesis.EVERYTHING
            .properties("AWS::CloudWatch::Alarm")
            .toString()
            .contains("ReplicaLag"));
  }

  @Test
  void primaryOfAReplicaKeepsItsOwnSecretAndRotatesIt() {
    assertFalse(
        Synthesis.EVERYTHING
            .templates()
            .get("Footfall-prod")
            .toString()
            .contains("ManageMasterUserPassword"));
    assertEquals(
        1, Synthesis.EVERYTHING.properties("AWS::SecretsManager::RotationSchedule").size());
  }

  @Test
  void budgetWarnsWhoeverAnswersAlarms() {
    JsonNode budget = Synthesis.EVERYTHING.only("AWS::Budgets::Budget");

    assertEquals(500, budget.at("/Budget/BudgetLimit/Amount").asInt());
    assertTrue(budget.toString().contains("on-call@example.com"));
    assertTrue(
        Synthesis.EVERYTHING
            .properties("AWS::SNS::Subscription")
            .toString()
            .contains("on-call@example.com"));
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Synthesis(Map.of("stage", "test")));
    assertThrows(IllegalArgumentException.class, () -> new Synthesis(Map.of("budget", "5")));
    assertThrows(IllegalArgumentException.class, () -> new Synthesis(Map.of("issuer", "http://x")));
    assertThrows(
        IllegalArgumentException.class, () -> new Synthesis(Map.of("function-zip", "none.zip")));
    assertThrows(
        IllegalArgumentException.class, () -> new Synthesis(Map.of("domain", "a.example.com")));
  }

  @Test
  void readmeTellsOfEachSetting() throws IOException {
    String readme = Files.readString(Path.of("../docs/deploy-aws.md"));
    Settings.keys().forEach(key -> assertTrue(readme.contains("`" + key + "`"), key));
  }
}
