package dev.footfall.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class RouteTest {
  private static final Set<String> METHODS =
      Set.of("get", "head", "post", "put", "delete", "patch");

  @Test
  void eachOperationOfTheDescriptionHasItsRoute() throws IOException {
    Set<String> missing = operations(false);
    missing.removeAll(deployed("NONE"));
    missing.removeAll(deployed("JWT"));

    assertEquals(Set.of(), missing);
  }

  @Test
  void tokenIsAskedForExactlyWhereTheDescriptionSays() throws IOException {
    assertEquals(operations(true), deployed("JWT"));
  }

  @Test
  void openRoutesAreTheseAndNoOthers() {
    assertEquals(
        new TreeSet<>(
            Set.of(
                "POST /v1/events",
                "GET /v1/pixel.gif",
                "HEAD /v1/pixel.gif",
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
        deployed("NONE"));
  }

  @Test
  void eachRouteIsThrottledOnItsOwn() {
    JsonNode stage = Synthesis.PROD.only("AWS::ApiGatewayV2::Stage");
    Set<String> throttled = new TreeSet<>();
    stage.get("RouteSettings").fieldNames().forEachRemaining(throttled::add);

    assertEquals(Route.ALL.stream().map(Route::key).collect(Collectors.toSet()), throttled);
    stage.get("RouteSettings").forEach(s -> assertTrue(s.get("ThrottlingRateLimit").asInt() > 0));
    assertTrue(stage.at("/DefaultRouteSettings/ThrottlingRateLimit").asInt() > 0);
  }

  @Test
  void pathsStartAtTheRoot() {
    assertEquals(
        "$default", Synthesis.DEV.only("AWS::ApiGatewayV2::Stage").get("StageName").asText());
  }

  @Test
  void functionAnswersPreflightsItself() {
    assertFalse(Synthesis.DEV.only("AWS::ApiGatewayV2::Api").has("CorsConfiguration"));
  }

  @Test
  void functionGetsWhatItUnderstands() {
    JsonNode integration = Synthesis.DEV.only("AWS::ApiGatewayV2::Integration");

    assertEquals("2.0", integration.get("PayloadFormatVersion").asText());
    assertTrue(integration.get("IntegrationUri").toString().contains("CollectorLive"));
  }

  @Test
  void accessLogTellsNothingOfWhomItWas() {
    String format =
        Synthesis.DEV.only("AWS::ApiGatewayV2::Stage").at("/AccessLogSettings/Format").asText();

    assertTrue(format.contains("$context.routeKey") && format.contains("$context.status"), format);
    assertFalse(format.contains("identity"), format);
    assertFalse(format.contains("path"), "a path may hold a session: " + format);
  }

  @Test
  void tokensAreThoseOfTheConfiguredIssuerAndClient() {
    JsonNode jwt = Synthesis.DEV.only("AWS::ApiGatewayV2::Authorizer").get("JwtConfiguration");

    assertEquals("https://identity.example.com/", jwt.get("Issuer").asText());
    assertEquals("[\"dashboard\"]", jwt.get("Audience").toString());
  }

  private static Set<String> deployed(String authorization) {
    return Synthesis.DEV.properties("AWS::ApiGatewayV2::Route").values().stream()
        .filter(route -> route.get("AuthorizationType").asText().equals(authorization))
        .map(route -> route.get("RouteKey").asText())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> operations(boolean onlyWithToken) throws IOException {
    Set<String> operations = new TreeSet<>();
    paths()
        .forEach(
            (path, methods) ->
                methods.forEach(
                    (method, operation) -> {
                      boolean token = operation instanceof Map<?, ?> o && o.containsKey("security");
                      if (METHODS.contains(method) && (token || !onlyWithToken)) {
                        operations.add(method.toUpperCase(Locale.ROOT) + " " + path);
                      }
                    }));
    assertFalse(operations.isEmpty());
    return operations;
  }

  private static Map<String, Map<String, Object>> paths() throws IOException {
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    try (Reader file = Files.newBufferedReader(Path.of("../src/main/resources/openapi.yaml"))) {
      Map<String, Map<String, Map<String, Object>>> description = yaml.load(file);
      return description.get("paths");
    }
  }
}
