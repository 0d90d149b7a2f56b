package dev.footfall.access;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only the origins that are configured may call, and no cache mixes up their answers. */
@QuarkusTest
@TestProfile(CorsOriginsTest.TwoOrigins.class)
class CorsOriginsTest {

  public static class TwoOrigins implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("footfall.cors.origins", "https://shop.example, HTTPS://News.Example/");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://shop.example", "https://news.example"})
  void aListedOriginIsNamedInTheAnswer(String origin) {
    given()
        .header("Origin", origin)
        .get("/v1/campaigns")
        .then()
        .statusCode(200)
        .header("Access-Control-Allow-Origin", equalTo(origin))
        .header("Access-Control-Allow-Credentials", nullValue())
        .header("Vary", equalTo("Origin"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://other.example",
        "http://shop.example",
        "https://shop.example.org",
        "null"
      })
  void anotherOriginIsRefused(String origin) {
    given()
        .header("Origin", origin)
        .get("/v1/campaigns")
        .then()
        .statusCode(403)
        .contentType("application/problem+json")
        .header("Access-Control-Allow-Origin", nullValue())
        .header("Vary", equalTo("Origin"))
        .body("detail", containsString("origin"));
  }

  @Test
  void thePagesOfTheServiceItselfNeedNotBeListed() {
    given()
        .header("Host", "footfall.example")
        .header("Origin", "https://footfall.example")
        .get("/v1/campaigns")
        .then()
        .statusCode(200);
  }

  @Test
  void aListedOriginsPreflightIsAnsweredForIt() {
    preflight("https://shop.example")
        .statusCode(200)
        .header("Access-Control-Allow-Origin", equalTo("https://shop.example"))
        .header("Access-Control-Allow-Headers", equalTo("x-trace"))
        .header("Vary", equalTo("Origin"));
  }

  @Test
  void anotherOriginsPreflightIsRefused() {
    preflight("https://other.example")
        .statusCode(403)
        .header("Access-Control-Allow-Origin", nullValue())
        .header("Access-Control-Allow-Methods", nullValue());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/campaigns", "/q/health/live", "/nowhere"})
  void aRequestWithoutAnOriginIsServedAndItsAnswerVaries(String path) {
    given()
        .get(path)
        .then()
        .statusCode(not(403))
        .header("Vary", equalTo("Origin"))
        .header("Access-Control-Allow-Origin", nullValue());
  }

  /** The resource names what else its answer depends on. */
  @ParameterizedTest
  @ValueSource(strings = {"/", "/footfall.js"})
  void aPageVariesWithTheOriginToo(String path) {
    String vary = String.join(",", given().get(path).then().extract().headers().getValues("Vary"));

    assertEquals("Accept-Encoding,Origin", vary);
  }

  private static ValidatableResponse preflight(String origin) {
    return given()
        .header("Origin", origin)
        .header("Access-Control-Request-Method", "POST")
        .header("Access-Control-Request-Headers", "x-trace")
        .options("/v1/events")
        .then();
  }
}
