package dev.footfall.access;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
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
      return Map.of("footfall.cors.origins", "https://shop.example,https://news.example");
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
        .header("Vary", equalTo("origin"));
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
        .header("Vary", equalTo("origin"))
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
  void aRequestWithoutAnOriginIsServedAndItsAnswerVaries() {
    given().get("/v1/campaigns").then().statusCode(200).header("Vary", equalTo("origin"));
  }
}
