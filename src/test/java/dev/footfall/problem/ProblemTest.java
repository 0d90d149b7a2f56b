package dev.footfall.problem;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.Http;
import dev.footfall.testsupport.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every error is a problem as RFC 9457 describes it. */
@QuarkusTest
class ProblemTest extends ServiceTest {
  @ParameterizedTest
  @CsvSource({
    "GET, /v1/nothing, 404, Not Found", "POST, /v1, 404, Not Found",
    "PATCH, /v1/events, 405, Method Not Allowed", "PUT, /v1/events, 405, Method Not Allowed",
    "DELETE, /v1/pixel.gif, 405, Method Not Allowed",
  })
  void aRequestThatNothingAnswersIsAProblem(String method, String path, int status, String title) {
    Http.raw(method, path).isProblem(status, null).shows("/title", title);
  }

  @Test
  void aMalformedBodyIsAProblemThatSaysWhere() {
    Answer answer = post("{\n}}").isProblem(400, null).shows("/title", "Bad Request");
    assertTrue(answer.at("/detail").contains("line 2, column"), answer::text);
    assertFalse(answer.json().has("field"), answer::text);
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
