package dev.footfall.lambda;

import static dev.footfall.testsupport.Together.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.Http;
import dev.footfall.testsupport.Json;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The events that the local gateway makes of requests, seen by a function that records them. */
class LocalEventTest {
  private static final int LARGEST_HEAD = 10_240;
  private static final byte[] NOTHING = {};

  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
  private int statusOfTheFunction = 200;
  private HttpServer gateway;

  @BeforeEach
  void open() throws Exception {
    HttpServer function =
        await(vertx.createHttpServer().requestHandler(this::record).listen(0, "localhost"));
    gateway = await(LocalGateway.listen(vertx, "localhost", 0, function::actualPort));
  }

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/events, /v1/events", "/v1/a%20b%2Fc, /v1/a b/c", "/v1/50%25, /v1/50%", "/v1/a+b, /v1/a+b",
    "/v1/%C3%BC, /v1/ü", "/v1/50%, /v1/50%", "/v1/%zz, /v1/%zz", "/v1/{x}|y, /v1/{x}|y",
  })
  void thePathIsDecodedWhereItCanBe(String sent, String expected) throws Exception {
    JsonNode event = event("GET " + sent + " HTTP/1.1", "");

    assertEquals(expected, event.path("rawPath").asText());
    assertEquals(expected, event.at("/requestContext/http/path").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=b|c", "a={b}", "a=50%", "a=%zz", "a=%20+b", ""})
  void theQueryStaysAsItWasSent(String query) throws Exception {
    JsonNode event = event("GET /v1/pixel.gif?" + query + " HTTP/1.1", "");
    assertEquals(query, event.path("rawQueryString").asText());
  }

  @Test
  void headersAreInLowerCaseAndJoinedAndCookiesStandApart() throws Exception {
    String headers = "X-One: a\r\nx-one: b, c\r\nCookie: a=b; c=d\r\nCookie: e=\"f,g\"";

    JsonNode event = event("GET / HTTP/1.1\r\n" + headers, "");

    assertEquals("a,b, c", event.at("/headers/x-one").asText());
    assertFalse(event.path("headers").has("cookie"));
    assertEquals("[\"a=b\",\"c=d\",\"e=\\\"f,g\\\"\"]", event.path("cookies").toString());
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, false", "Application/JSON; charset=utf-8, false",
    "text/plain;charset=UTF-8, false", "application/x-ndjson, true",
    "image/gif, true",
  })
  void onlyTextIsSentAsText(String type, boolean inBase64) throws Exception {
    JsonNode event = event("POST / HTTP/1.1\r\nContent-Type: " + type, "{ü}");

    assertEquals(inBase64, event.path("isBase64Encoded").asBoolean());
    assertEquals("{ü}", new String(Answer.body(event), StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\r\nContent-Encoding: gzip"})
  void bytesThatAreNoTextArriveUnchanged(String encoding) throws Exception {
    byte[] bytes = {0x1f, (byte) 0x8b, (byte) 0xfc, 0};
    String head = "POST / HTTP/1.1\r\nContent-Type: application/json" + encoding;
    assertArrayEquals(bytes, Answer.body(event(head, bytes)));
  }

  @Test
  void aRequestWithoutABodyIsAnEventWithoutOne() throws Exception {
    assertFalse(event("POST / HTTP/1.1\r\nContent-Type: application/json", "").has("body"));
  }

  @Test
  void aClientThatAsksMayContinue() throws Exception {
    String response =
        send("POST / HTTP/1.1\r\nExpect: 100-continue", "{}".getBytes(StandardCharsets.UTF_8));
    assertTrue(response.startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n"), response);
  }

  @ParameterizedTest
  @CsvSource({"0, 200", "1, 431"})
  void requestLineAndHeadersTogetherHaveTheLimitOfAws(int over, int status) throws Exception {
    String line = "GET /?" + "a".repeat(5_000) + " HTTP/1.1";
    int rest = LARGEST_HEAD + over - line.length() - "localhost".length() - "close".length();

    String response = send(line + "\r\nX-Long: " + "b".repeat(rest), NOTHING);

    assertTrue(response.startsWith("HTTP/1.1 " + status + " "), response);
  }

  @ParameterizedTest
  @ValueSource(ints = {5 * 1024 * 1024, 7 * 1024 * 1024, 40 * 1024 * 1024})
  void anEventThatIsTooLargeForLambdaIsRefusedAsTheGatewayDoes(int bytes) throws Exception {
    String head = "POST / HTTP/1.1\r\nContent-Type: application/x-ndjson";
    assertError("413 Request Entity Too Large", send(head, new byte[bytes]));
    assertTrue(events.isEmpty());
  }

  @Test
  void aFunctionThatFailsIsAnInternalServerError() throws Exception {
    statusOfTheFunction = 500;
    assertError("500 Internal Server Error", send("GET / HTTP/1.1", NOTHING));
  }

  private static void assertError(String status, String response) {
    assertTrue(response.startsWith("HTTP/1.1 " + status + "\r\n"), response);
    String message = "\r\n\r\n{\"message\":\"" + status.substring(4) + "\"}";
    assertTrue(response.endsWith(message), response);
  }

  private void record(HttpServerRequest request) {
    request.bodyHandler(
        body -> {
          events.add(Json.read(body.toString()));
          request.response().setStatusCode(statusOfTheFunction).end("{\"statusCode\":200}");
        });
  }

  private JsonNode event(String head, String body) throws Exception {
    return event(head, body.getBytes(StandardCharsets.UTF_8));
  }

  private JsonNode event(String head, byte[] body) throws Exception {
    send(head, body);
    return events.poll(10, TimeUnit.SECONDS);
  }

  private String send(String head, byte[] body) throws IOException {
    return Http.overSocket(gateway.actualPort(), head, body);
  }
}
