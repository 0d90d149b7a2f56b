package dev.footfall.problem;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.footfall.access.TestIdentity;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every error is a problem as RFC 9457 describes it. */
@QuarkusTest
class ProblemTest {

  private static ValidatableResponse problem(
      RequestSpecification request, String method, String path, int status, String title) {
    return request
        .request(method, path)
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("type", equalTo("about:blank"))
        .body("title", equalTo(title))
        .body("status", equalTo(status))
        .body("detail", notNullValue());
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/nothing, 404, Not Found",
    "POST, /v1, 404, Not Found",
    "GET, /v1/events, 405, Method Not Allowed",
    "PUT, /v1/events, 405, Method Not Allowed",
    "DELETE, /v1/pixel.gif, 405, Method Not Allowed",
  })
  void aRequestThatNothingAnswersIsAProblem(String method, String path, int status, String title) {
    problem(given(), method, path, status, title);
  }

  @Test
  void anotherContentTypeIsAProblem() {
    problem(
        given().contentType("application/xml").body("<event/>"),
        "POST",
        "/v1/events",
        415,
        "Unsupported Media Type");
  }

  @Test
  void aMalformedBodyIsAProblemThatSaysWhere() {
    problem(
            given().contentType("application/json").body("{\n}}"),
            "POST",
            "/v1/events",
            400,
            "Bad Request")
        .body("detail", containsString("line 2, column"))
        .body("field", nullValue());
  }

  @ParameterizedTest
  @CsvSource({"campaign_id=7, campaign_id", "nothing=1, nothing", "from=2026-05-04, campaign_id"})
  void aParameterAtFaultIsNamed(String query, String field) {
    problem(given(), "GET", "/v1/counts?" + query, 400, "Bad Request")
        .body("field", equalTo(field));
  }

  @Test
  void aReaderWithoutAnIdentityIsAProblem() {
    problem(
            given().header(TestIdentity.HEADER, TestIdentity.NOBODY),
            "GET",
            "/v1/campaigns",
            401,
            "Unauthorized")
        .header("WWW-Authenticate", "Bearer");
  }

  @Test
  void aCampaignOfSomebodyElseIsAProblem() {
    problem(
        given().header(TestIdentity.HEADER, "0199a7c2-1b2c-7d3e-8f40-aabbccddeeff"),
        "GET",
        "/v1/counts?campaign_id=0199a7c2-1b2c-7d3e-8f40-000000000000",
        403,
        "Forbidden");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/%00, 404",
    "/v1/%C3, 404",
    "/v1/events%2f.., 404",
    "/%2e%2e/%2e%2e/etc/passwd, 404",
    "/v1//events, 405",
  })
  void aHostilePathIsNoServerError(String path, int status) {
    given()
        .urlEncodingEnabled(false)
        .get(path)
        .then()
        .statusCode(status)
        .body(not(containsString("Exception")));
  }
}
