package dev.footfall.event;

import static dev.footfall.testsupport.Gateway.JSON;
import static dev.footfall.testsupport.Gateway.post;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.ApiGatewayEvent;
import dev.footfall.testsupport.Owner;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser is promised: any origin without credentials, no cookie, and Sec-GPC honoured. */
@QuarkusTest
class BrowserPolicyTest {
  private final UUID campaign = UUID.randomUUID();
  @Inject Owner owner;

  private static Answer preflight(String origin) {
    return ApiGatewayEvent.of("OPTIONS", "/v1/events")
        .header("origin", origin)
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "content-type,content-encoding,traceparent")
        .send();
  }

  private static void assertWithoutCredentials(Answer answer) {
    assertNull(answer.header("Access-Control-Allow-Credentials"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://shop.example", "http://localhost:3000", "null"})
  void anyOriginMaySendEventsForADayAfterOnePreflight(String origin) {
    Answer answer = preflight(origin).is(200);

    assertEquals("*", answer.header("Access-Control-Allow-Origin"));
    assertEquals("86400", answer.header("Access-Control-Max-Age"));
    assertTrue(answer.header("Access-Control-Allow-Methods").contains("POST"));
    assertEquals(
        "content-type,content-encoding,traceparent", answer.header("Access-Control-Allow-Headers"));
    assertWithoutCredentials(answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://shop.example", "null"})
  void anyOriginMayReadTheAnswer(String origin) {
    Answer answer = post(JSON, TestEvent.of(campaign).bytes(), Map.of("origin", origin)).is(201);

    assertEquals("*", answer.header("Access-Control-Allow-Origin"));
    assertWithoutCredentials(answer);
  }

  /** A cache may later give the same copy to a script that asks with an origin. */
  @ParameterizedTest
  @ValueSource(strings = {"/footfall.js", "/", "/v1/pixel.gif", "/v1/counts", "/q/openapi"})
  void anAnswerToARequestWithoutAnOriginIsOpenToEveryOrigin(String path) {
    Answer answer = ApiGatewayEvent.of("GET", path).send();

    assertEquals("*", answer.header("Access-Control-Allow-Origin"));
    assertFalse(String.valueOf(answer.header("Vary")).contains("Origin"));
    assertWithoutCredentials(answer);
  }

  @Test
  void anOriginMayReadWhyItWasRefused() {
    Answer answer = post(JSON, new byte[] {'{'}, Map.of("origin", "https://a.example"));

    answer.is(400);
    assertEquals("*", answer.header("Access-Control-Allow-Origin"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{", "[]"})
  void noAnswerSetsACookie(String body) {
    Answer answer = post(JSON, body);

    assertEquals(0, answer.cookies());
    assertFalse(answer.headers().containsKey("Set-Cookie"));
  }

  @Test
  void aStoredEventSetsNoCookie() {
    Answer answer = post(JSON, TestEvent.of(campaign).bytes(), Map.of("cookie", "a=b")).is(201);

    assertEquals(0, answer.cookies());
    assertFalse(answer.headers().containsKey("Set-Cookie"));
  }

  @Test
  void anEventOfAVisitorWhoOptsOutIsIgnored() {
    TestEvent event = TestEvent.of(campaign);

    Answer answer = post(JSON, event.bytes(), Map.of("sec-gpc", "1")).is(200);

    answer.is(200, "ignored");
    assertEquals(event.id().toString(), answer.at("/results/0/id"));
    assertEquals(1, answer.json().path("ignored").asInt());
    owner.assertHolds(campaign, 0);
  }

  @Test
  void anInvalidEventOfAVisitorWhoOptsOutIsStillRejected() {
    byte[] batch = ("[{}," + TestEvent.of(campaign) + "]").getBytes();

    Answer answer = post(JSON, batch, Map.of("sec-gpc", "1")).is(200);

    answer.is(200, "rejected", "ignored");
    owner.assertHolds(campaign, 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "true", "11"})
  void anyOtherValueIsNoOptOut(String value) {
    post(JSON, TestEvent.of(campaign).bytes(), Map.of("sec-gpc", value)).is(201);
  }
}
