package dev.footfall.problem;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.footfall.access.TestIdentity;
import dev.footfall.testsupport.Http;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every error is a problem as RFC 9457 describes it. */
@QuarkusTest
class ProblemTest {

  private static ValidatableResponse assertProblem(int status, String title, Response answer) {
    return answer
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
    Response answer = given().request(method, path);

    assertProblem(status, title, answer);
  }

  @Test
  void anotherContentTypeIsAProblem() {
    Response answer = given().contentType("application/xml").body("<event/>").post("/v1/events");

    assertProblem(415, "Unsupported Media Type", answer);
  }

  @Test
  void aMalformedBodyIsAProblemThatSaysWhere() {
    Response answer = Http.post("{\n}}");

    assertProblem(400, "Bad Request", answer)
        .body("detail", containsString("line 2, column"))
        .body("field", nullValue());
  }

  @ParameterizedTest
  @CsvSource({"campaign_id=7, campaign_id", "nothing=1, nothing", "from=2026-05-04, campaign_id"})
  void aParameterAtFaultIsNamed(String query, String field) {
    Response answer = Http.get("/v1/counts?" + query);

    assertProblem(400, "Bad Request", answer).body("field", equalTo(field));
  }

  @Test
  void aReaderWithoutAnIdentityIsAProblem() {
    Response answer = Http.getAs(TestIdentity.NOBODY, "/v1/campaigns");

    assertProblem(401, "Unauthorized", answer).header("WWW-Authenticate", "Bearer");
  }

  @Test
  void aCampaignOfSomebodyElseIsAProblem() {
    Response answer = Http.getAs(UUID.randomUUID(), "/v1/counts", "campaign_id", UUID.randomUUID());

    assertProblem(403, "Forbidden", answer);
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
    Response answer = Http.getUnescaped(path);

    answer.then().statusCode(status).body(not(containsString("Exception")));
  }
}
