package dev.footfall.problem;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.access.TestIdentity;
import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.Http;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every error is a problem as RFC 9457 describes it. */
@QuarkusTest
class ProblemTest {

  private static Answer assertProblem(int status, String title, Answer answer) {
    assertEquals("application/problem+json", answer.is(status).type());
    assertEquals("about:blank", answer.at("/type"));
    assertEquals(title, answer.at("/title"));
    assertEquals(status, answer.json().path("status").asInt());
    assertTrue(answer.json().hasNonNull("detail"), answer::text);
    return answer;
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/nothing, 404, Not Found", "POST, /v1, 404, Not Found",
    "PATCH, /v1/events, 405, Method Not Allowed", "PUT, /v1/events, 405, Method Not Allowed",
    "DELETE, /v1/pixel.gif, 405, Method Not Allowed",
  })
  void aRequestThatNothingAnswersIsAProblem(String method, String path, int status, String title) {
    assertProblem(status, title, Http.raw(method, path));
  }

  @Test
  void anotherContentTypeIsAProblem() {
    Response answer = given().contentType("application/xml").body("<event/>").post("/v1/events");
    assertProblem(415, "Unsupported Media Type", Answer.of(answer));
  }

  @Test
  void aMalformedBodyIsAProblemThatSaysWhere() {
    Answer answer = assertProblem(400, "Bad Request", Answer.of(Http.post("{\n}}")));
    assertTrue(answer.at("/detail").contains("line 2, column"), answer::text);
    assertFalse(answer.json().has("field"), answer::text);
  }

  @ParameterizedTest
  @CsvSource({"campaign_id=7, campaign_id", "nothing=1, nothing", "from=2026-05-04, campaign_id"})
  void aParameterAtFaultIsNamed(String query, String field) {
    Answer answer = assertProblem(400, "Bad Request", Http.raw("GET", "/v1/counts?" + query));
    assertEquals(field, answer.at("/field"));
  }

  @Test
  void aReaderWithoutAnIdentityIsAProblem() {
    assertProblem(401, "Unauthorized", Answer.of(Http.getAs(TestIdentity.NOBODY, "/v1/campaigns")))
        .has("WWW-Authenticate", "Bearer");
  }

  @Test
  void aCampaignOfSomebodyElseIsAProblem() {
    Response answer = Http.getAs(UUID.randomUUID(), "/v1/counts", "campaign_id", UUID.randomUUID());
    assertProblem(403, "Forbidden", Answer.of(answer));
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/%00, 404",
    "/v1/%C3, 404",
    "/v1/events%2f.., 404",
    "/%2e%2e/%2e%2e/etc/passwd, 404",
    "/v1//events, 400",
  })
  void aHostilePathIsNoServerError(String path, int status) {
    Answer answer = Http.raw("GET", path).is(status);
    assertFalse(answer.text().contains("Exception"), answer::text);
  }
}
