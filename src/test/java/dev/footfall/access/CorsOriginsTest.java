package dev.footfall.access;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.Http;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only configured origins may call, and no cache mixes up their responses. */
@QuarkusTest
@TestProfile(CorsOriginsTest.TwoOrigins.class)
class CorsOriginsTest {
  private static final String ALLOWED = "Access-Control-Allow-Origin";
  private static final String CAMPAIGNS = "/v1/campaigns";

  public static class TwoOrigins implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("footfall.cors.origins", "https://shop.example, HTTPS://News.Example/");
    }
  }

  private static Answer preflight(String origin) {
    return Http.raw(
        "OPTIONS", "/v1/events",
        "Origin", origin,
        "Access-Control-Request-Method", "POST",
        "Access-Control-Request-Headers", "x-trace");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://shop.example", "https://news.example"})
  void aListedOriginIsNamedInTheResponse(String origin) {
    Http.raw("GET", CAMPAIGNS, "Origin", origin)
        .is(200)
        .has(ALLOWED, origin, "Access-Control-Allow-Credentials", null, "Vary", "Origin");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://other.example", "http://shop.example",
        "https://shop.example.org", "null"
      })
  void anotherOriginIsRefused(String origin) {
    Answer answer = Http.raw("GET", CAMPAIGNS, "Origin", origin).is(403);
    answer.has(ALLOWED, null, "Vary", "Origin", "Content-Type", "application/problem+json");
    assertTrue(answer.at("/detail").contains("origin"), answer::text);
  }

  @Test
  void theServicesOwnOriginNeedNotBeListed() {
    String[] own = {"Host", "footfall.example", "Origin", "https://footfall.example"};
    Http.raw("GET", CAMPAIGNS, own).is(200);
  }

  @Test
  void onlyAListedOriginPassesItsPreflight() {
    preflight("https://shop.example")
        .is(200)
        .has(ALLOWED, "https://shop.example", "Vary", "Origin")
        .has("Access-Control-Allow-Headers", "x-trace");
    preflight("https://other.example")
        .is(403)
        .has(ALLOWED, null, "Access-Control-Allow-Methods", null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/campaigns", "/q/health/live", "/nowhere"})
  void aRequestWithoutAnOriginIsServedAndItsResponseVaries(String path) {
    Answer answer = Http.raw("GET", path).has("Vary", "Origin", ALLOWED, null);
    assertNotEquals(403, answer.status());
  }

  /** The resource itself names what else its response depends on. */
  @ParameterizedTest
  @ValueSource(strings = {"/", "/footfall.js"})
  void aPageVariesWithTheOriginToo(String path) {
    Http.raw("GET", path).has("Vary", "Accept-Encoding,Origin");
  }
}
