package dev.footfall.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HttpApiTest {

  @Test
  void everyOperationOfTheOpenApiDescriptionHasARoute() {
    Set<String> missing = OpenApi.operations();
    missing.removeAll(routes("NONE"));
    missing.removeAll(routes("JWT"));

    assertEquals(Set.of(), missing);
  }

  @Test
  void routesRequireATokenExactlyWhereTheDescriptionSaysSo() {
    assertEquals(OpenApi.operationsWithToken(), routes("JWT"));
  }

  @Test
  void theseRoutesAreOpenAndNoOthers() {
    assertEquals(
        new TreeSet<>(
            Set.of(
                "POST /v1/events",
                "GET /v1/pixel.gif",
                "HEAD /v1/pixel.gif",
                "GET /v1/p/{campaign_id}/{event_type}",
                "HEAD /v1/p/{campaign_id}/{event_type}",
                "OPTIONS /{path+}",
                "GET /footfall.js",
                "HEAD /footfall.js",
                "GET /",
                "HEAD /",
                "GET /assets/{name}",
                "HEAD /assets/{name}",
                "GET /sign-in",
                "GET /q/openapi",
                "GET /q/health/live",
                "GET /q/health/ready")),
        routes("NONE"));
  }

  @Test
  void everyRouteHasItsOwnThrottle() {
    JsonNode stage = Synthesis.PROD.only("AWS::ApiGatewayV2::Stage");
    Set<String> throttled = new TreeSet<>();
    stage.get("RouteSettings").fieldNames().forEachRemaining(throttled::add);

    assertEquals(Route.ALL.stream().map(Route::key).collect(Collectors.toSet()), throttled);
    stage.get("RouteSettings").forEach(s -> assertTrue(s.get("ThrottlingRateLimit").asInt() > 0));
    assertTrue(stage.at("/DefaultRouteSettings/ThrottlingRateLimit").asInt() > 0);
  }

  @Test
  void pathsHaveNoStagePrefix() {
    assertEquals(
        "$default", Synthesis.DEV.only("AWS::ApiGatewayV2::Stage").get("StageName").asText());
  }

  @Test
  void preflightsAreLeftToTheFunction() {
    assertFalse(Synthesis.DEV.only("AWS::ApiGatewayV2::Api").has("CorsConfiguration"));
  }

  @Test
  void functionReceivesPayloadFormatTwoThroughItsAlias() {
    JsonNode integration = Synthesis.DEV.only("AWS::ApiGatewayV2::Integration");

    assertEquals("2.0", integration.get("PayloadFormatVersion").asText());
    assertTrue(integration.get("IntegrationUri").toString().contains("CollectorLive"));
  }

  @Test
  void accessLogContainsNothingAboutTheClient() {
    String format =
        Synthesis.DEV.only("AWS::ApiGatewayV2::Stage").at("/AccessLogSettings/Format").asText();

    assertTrue(format.contains("$context.routeKey") && format.contains("$context.status"), format);
    assertTrue(format.contains("$context.integration.status"), "the function's, not Lambda's");
    assertTrue(format.contains("$context.integrationErrorMessage"), format);
    assertFalse(format.contains("identity"), format);
    assertFalse(format.contains("path"), "a path can contain a session id: " + format);
  }

  @Test
  void onlyTokensOfTheConfiguredIssuerAndClientAreAccepted() {
    JsonNode jwt = Synthesis.DEV.only("AWS::ApiGatewayV2::Authorizer").get("JwtConfiguration");

    assertEquals("https://identity.example.com/", jwt.get("Issuer").asText());
    assertEquals("[\"dashboard\"]", jwt.get("Audience").toString());
  }

  @Test
  void audienceClaimAndSignInHaveSettingsOfTheirOwn() {
    JsonNode jwt =
        Synthesis.EVERYTHING.only("AWS::ApiGatewayV2::Authorizer").get("JwtConfiguration");
    JsonNode variables = Synthesis.variables(Synthesis.EVERYTHING.collector());

    assertEquals("[\"api://footfall\"]", jwt.get("Audience").toString());
    assertEquals("cognito:groups", variables.path("FOOTFALL_ACCESS_CAMPAIGNS_CLAIM").asText());
    assertEquals("openid footfall/counts:read", variables.path("FOOTFALL_SIGN_IN_SCOPE").asText());
    assertEquals("footfall", variables.path("FOOTFALL_SIGN_IN_AUDIENCE").asText());
    assertEquals(
        "https://footfall.example.com/api", variables.path("FOOTFALL_SIGN_IN_RESOURCE").asText());
  }

  private static Set<String> routes(String authorization) {
    return Synthesis.DEV.properties("AWS::ApiGatewayV2::Route").values().stream()
        .filter(route -> route.get("AuthorizationType").asText().equals(authorization))
        .map(route -> route.get("RouteKey").asText())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
