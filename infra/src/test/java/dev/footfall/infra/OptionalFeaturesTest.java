package dev.footfall.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OptionalFeaturesTest {
  private static final Synthesis EVERYTHING = Synthesis.EVERYTHING;

  private static final List<String> OPTIONAL_TYPES =
      List.of(
          "AWS::ApiGatewayV2::DomainName",
          "AWS::CertificateManager::Certificate",
          "AWS::Route53::RecordSet",
          "AWS::CloudFront::Distribution",
          "AWS::WAFv2::WebACL",
          "AWS::Budgets::Budget",
          "AWS::SQS::Queue",
          "AWS::SQS::QueuePolicy",
          "AWS::Lambda::EventSourceMapping",
          "AWS::SecretsManager::Secret",
          "AWS::KMS::Key");

  @Test
  void allAreOffByDefault() {
    assertEquals(Set.of("Footfall-dev"), Synthesis.DEV.templates().keySet());
    OPTIONAL_TYPES.forEach(type -> assertEquals(Map.of(), Synthesis.DEV.properties(type), type));
  }

  @Test
  void settingsTurnThemOn() {
    assertEquals(
        Set.of("Footfall-prod", "FootfallEdge-prod", "FootfallReplica-prod"),
        EVERYTHING.templates().keySet());
    OPTIONAL_TYPES.forEach(type -> assertFalse(EVERYTHING.properties(type).isEmpty(), type));
  }

  @Test
  void customDomainReplacesTheDefaultEndpoint() {
    assertTrue(defaultEndpointIsDisabled(EVERYTHING));
    assertFalse(defaultEndpointIsDisabled(Synthesis.DEV));
  }

  @Test
  void edgeLimitsRequestsPerAddress() {
    JsonNode rule = EVERYTHING.only("AWS::WAFv2::WebACL").at("/Rules/0");

    assertEquals(RateLimit.MAX_REQUESTS, rule.at("/Statement/RateBasedStatement/Limit").asInt());
    assertTrue(rule.get("Action").has("Block"));
    assertTrue(distribution().get("WebACLId").toString().contains("Limits"));
  }

  /** Mail providers fetch the images of all their users from a few addresses. */
  @Test
  void edgeDoesNotLimitPixels() {
    JsonNode spared =
        EVERYTHING
            .only("AWS::WAFv2::WebACL")
            .at("/Rules/0/Statement/RateBasedStatement/ScopeDownStatement/NotStatement/Statement");

    assertEquals("STARTS_WITH", spared.at("/ByteMatchStatement/PositionalConstraint").asText());
    String start = spared.at("/ByteMatchStatement/SearchString").asText();
    for (Route route : Route.ALL) {
      boolean pixel = route.path().endsWith("pixel.gif") || route.path().contains("/p/");
      assertEquals(pixel, route.path().startsWith(start), route.path());
    }
  }

  @Test
  void edgeCachesTheTrackerAndTheDashboardsFilesInAFixedOrder() {
    List<String> paths = distribution().get("CacheBehaviors").findValuesAsText("PathPattern");

    assertEquals(List.of("/assets/*", "/footfall.js"), paths);
  }

  @Test
  void edgeDoesNotCacheCounts() {
    // CloudFront's managed policy "CachingDisabled"
    assertEquals(
        "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
        distribution().at("/DefaultCacheBehavior/CachePolicyId").asText());
  }

  @Test
  void replicaCopiesThePrimaryIntoAnotherRegion() {
    JsonNode replica =
        EVERYTHING.properties("AWS::RDS::DBInstance").values().stream()
            .filter(database -> database.has("SourceDBInstanceIdentifier"))
            .findFirst()
            .orElseThrow();

    assertEquals(
        "arn:aws:rds:eu-central-1:111122223333:db:source",
        replica.get("SourceDBInstanceIdentifier").asText());
    assertTrue(replica.has("KmsKeyId"));
    assertTrue(EVERYTHING.properties("AWS::CloudWatch::Alarm").toString().contains("ReplicaLag"));
  }

  @Test
  void replicaPaysForNoEndpointThatItDoesNotUse() {
    assertFalse(
        EVERYTHING.templates().get("FootfallReplica-prod").toString().contains("VPCEndpoint"));
  }

  @Test
  void primaryOfAReplicaHasItsOwnSecretAndRotatesIt() {
    String primary = EVERYTHING.templates().get("Footfall-prod").toString();

    assertFalse(primary.contains("ManageMasterUserPassword"));
    JsonNode rotation = EVERYTHING.only("AWS::SecretsManager::RotationSchedule");
    assertFalse(rotation.get("RotateImmediatelyOnUpdate").asBoolean(), "the migration reads it");
  }

  @Test
  void budgetNotifiesTheAddressThatReceivesAlarms() {
    JsonNode budget = EVERYTHING.only("AWS::Budgets::Budget");

    assertEquals(
        "[\"user:footfall-stage$prod\"]", budget.at("/Budget/CostFilters/TagKeyValue").toString());
    assertEquals(500, budget.at("/Budget/BudgetLimit/Amount").asInt());
    assertTrue(budget.toString().contains("on-call@example.com"));
    assertTrue(
        EVERYTHING.properties("AWS::SNS::Subscription").toString().contains("on-call@example.com"));
  }

  private static boolean defaultEndpointIsDisabled(Synthesis synthesis) {
    return synthesis.only("AWS::ApiGatewayV2::Api").get("DisableExecuteApiEndpoint").asBoolean();
  }

  private static JsonNode distribution() {
    return EVERYTHING.only("AWS::CloudFront::Distribution").get("DistributionConfig");
  }
}
