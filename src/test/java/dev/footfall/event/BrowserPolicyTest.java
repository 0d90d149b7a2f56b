package dev.footfall.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.ApiGatewayEvent;
import dev.footfall.testsupport.ServiceTest;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Any origin may call without credentials, no cookie is set, and Sec-GPC is honoured. */
@QuarkusTest
class BrowserPolicyTest extends ServiceTest {
  private static Answer assertOpenWithoutCredentials(Answer answer) {
    return answer.has("Access-Control-Allow-Origin", "*", "Access-Control-Allow-Credentials", null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://shop.example", "http://localhost:3000", "null"})
  void anyOriginMaySendEventsForADayAfterOnePreflight(String origin) {
    String headers = "content-type,content-encoding,traceparent";

    Answer answer =
        ApiGatewayEvent.of("OPTIONS", "/v1/events")
            .header("origin", origin)
            .header("access-control-request-method", "POST")
            .header("access-control-request-headers", headers)
            .send();

    assertOpenWithoutCredentials(answer.is(200))
        .has("Access-Control-Max-Age", "86400", "Access-Control-Allow-Headers", headers);
    assertTrue(answer.header("Access-Control-Allow-Methods").contains("POST"));
  }

  @ParameterizedTest
  @CsvSource({"https://shop.example, EVENT, 201", "null, EVENT, 201", "https://a.example, {, 400"})
  void anyOriginMayReadTheResponse(String origin, String body, int status) {
    String sent = body.replace("EVENT", event().toString());
    assertOpenWithoutCredentials(post(JSON, sent, "origin", origin).is(status));
  }

  /** A cache may later serve the same copy to a script of another origin. */
  @ParameterizedTest
  @ValueSource(strings = {"/footfall.js", "/", "/v1/pixel.gif", "/v1/counts", "/q/openapi"})
  void aResponseToARequestWithoutAnOriginIsOpenToEveryOrigin(String path) {
    Answer answer = assertOpenWithoutCredentials(ApiGatewayEvent.of("GET", path).send());
    assertFalse(String.valueOf(answer.header("Vary")).contains("Origin"));
  }

  @ParameterizedTest
  @CsvSource({"EVENT, 201", "{}, 422", "{, 400", "[], 200"})
  void noResponseSetsACookie(String body, int status) {
    String sent = body.replace("EVENT", event().toString());
    Answer answer = post(JSON, sent, "cookie", "a=b").is(status).has("Set-Cookie", null);
    assertEquals(0, answer.cookies());
  }

  @Test
  void anEventOfAVisitorWhoOptsOutIsIgnored() {
    TestEvent event = event();

    Answer answer = post(JSON, event.bytes(), "sec-gpc", "1").is(200, "ignored");

    assertEquals(event.id().toString(), answer.at("/results/0/id"));
    assertEquals("1", answer.at("/ignored"));
    assertHolds(0);
  }

  @Test
  void anInvalidEventOfAVisitorWhoOptsOutIsStillRejected() {
    post(JSON, TestEvent.array("{}", event()), "sec-gpc", "1").is(200, "rejected", "ignored");
    assertHolds(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "true", "11"})
  void anyOtherValueIsNotAnOptOut(String value) {
    post(JSON, event(), "sec-gpc", value).is(201);
  }
}
