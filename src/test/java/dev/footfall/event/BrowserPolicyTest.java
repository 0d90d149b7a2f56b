package dev.footfall.event;

import static dev.footfall.event.Gateway.JSON;
import static dev.footfall.event.Gateway.post;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser is promised: any origin without credentials, no cookie, and Sec-GPC honoured. */
@QuarkusTest
class BrowserPolicyTest {
  private final UUID campaign = UUID.randomUUID();
  @Inject DataSource owner;

  private static Gateway.Answer preflight(String origin) {
    return Gateway.send(
        "OPTIONS",
        "/v1/events",
        "",
        Map.of(
            "origin", origin,
            "access-control-request-method", "POST",
            "access-control-request-headers", "content-type,content-encoding,traceparent"),
        null);
  }

  private static void assertWithoutCredentials(Gateway.Answer answer) {
    assertFalse(answer.headers().containsKey("Access-Control-Allow-Credentials"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://shop.example", "http://localhost:3000", "null"})
  void anyOriginMaySendEventsForADayAfterOnePreflight(String origin) {
    Gateway.Answer answer = preflight(origin).is(200);

    assertEquals("*", answer.headers().get("Access-Control-Allow-Origin"));
    assertEquals("86400", answer.headers().get("Access-Control-Max-Age"));
    assertTrue(answer.headers().get("Access-Control-Allow-Methods").contains("POST"));
    assertEquals(
        "content-type,content-encoding,traceparent",
        answer.headers().get("Access-Control-Allow-Headers"));
    assertWithoutCredentials(answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://shop.example", "null"})
  void anyOriginMayReadTheAnswer(String origin) {
    Gateway.Answer answer =
        post(JSON, EventJson.of(campaign).bytes(), Map.of("origin", origin)).is(201);

    assertEquals("*", answer.headers().get("Access-Control-Allow-Origin"));
    assertWithoutCredentials(answer);
  }

  /** A cache may later give the same copy to a script that asks with an origin. */
  @ParameterizedTest
  @ValueSource(strings = {"/footfall.js", "/", "/v1/pixel.gif", "/v1/counts", "/q/openapi"})
  void anAnswerToARequestWithoutAnOriginIsOpenToEveryOrigin(String path) {
    Gateway.Answer answer = Gateway.send("GET", path, "", Map.of(), null);

    assertEquals("*", answer.headers().get("Access-Control-Allow-Origin"));
    assertFalse(answer.headers().getOrDefault("Vary", "").contains("Origin"));
    assertWithoutCredentials(answer);
  }

  @Test
  void anOriginMayReadWhyItWasRefused() {
    Gateway.Answer answer = post(JSON, new byte[] {'{'}, Map.of("origin", "https://a.example"));

    answer.is(400);
    assertEquals("*", answer.headers().get("Access-Control-Allow-Origin"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{", "[]"})
  void noAnswerSetsACookie(String body) {
    Gateway.Answer answer = post(JSON, body);

    assertEquals(0, answer.cookies());
    assertFalse(answer.headers().containsKey("Set-Cookie"));
  }

  @Test
  void aStoredEventSetsNoCookie() {
    Gateway.Answer answer =
        post(JSON, EventJson.of(campaign).bytes(), Map.of("cookie", "a=b")).is(201);

    assertEquals(0, answer.cookies());
    assertFalse(answer.headers().containsKey("Set-Cookie"));
  }

  @Test
  void anEventOfAVisitorWhoOptsOutIsIgnored() throws SQLException {
    EventJson event = EventJson.of(campaign);

    Gateway.Answer answer = post(JSON, event.bytes(), Map.of("sec-gpc", "1")).is(200);

    assertEquals(List.of("ignored"), answer.outcomes());
    assertEquals(event.id().toString(), answer.result(0).path("id").asText());
    assertEquals(1, answer.json().path("ignored").asInt());
    assertEquals(0, new Stored(owner).ofCampaign(campaign));
  }

  @Test
  void anInvalidEventOfAVisitorWhoOptsOutIsStillRejected() throws SQLException {
    byte[] batch = ("[{}," + EventJson.of(campaign) + "]").getBytes();

    Gateway.Answer answer = post(JSON, batch, Map.of("sec-gpc", "1")).is(200);

    assertEquals(List.of("rejected", "ignored"), answer.outcomes());
    assertEquals(0, new Stored(owner).ofCampaign(campaign));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "true", "11"})
  void anyOtherValueIsNoOptOut(String value) {
    post(JSON, EventJson.of(campaign).bytes(), Map.of("sec-gpc", value)).is(201);
  }
}
