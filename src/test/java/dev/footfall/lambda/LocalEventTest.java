package dev.footfall.lambda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.testsupport.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The local gateway, in front of a function that only records its events. */
class LocalEventTest {
  private static final int LARGEST_HEAD = 10_240;

  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
  private int statusOfTheFunction = 200;
  private HttpServer gateway;

  @BeforeEach
  void open() throws Exception {
    HttpServer function =
        done(vertx.createHttpServer().requestHandler(this::record).listen(0, "localhost"));
    gateway = done(LocalGateway.listen(vertx, "localhost", 0, function::actualPort));
  }

  @AfterEach
  void close() throws Exception {
    done(vertx.close());
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/events, /v1/events", "/v1/a%20b%2Fc, /v1/a b/c", "/v1/50%25, /v1/50%", "/v1/a+b, /v1/a+b",
    "/v1/%C3%BC, /v1/ü", "/v1/50%, /v1/50%", "/v1/%zz, /v1/%zz", "/v1/{x}|y, /v1/{x}|y",
  })
  void thePathIsDecodedWhereItCanBe(String sent, String expected) throws Exception {
    send("GET " + sent + " HTTP/1.1", "");

    JsonNode event = event();
    assertEquals(expected, event.path("rawPath").asText());
    assertEquals(expected, event.at("/requestContext/http/path").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=b|c", "a={b}", "a=50%", "a=%zz", "a=%20+b", ""})
  void theQueryStaysAsItWasSent(String query) throws Exception {
    send("GET /v1/pixel.gif?" + query + " HTTP/1.1", "");
    assertEquals(query, event().path("rawQueryString").asText());
  }

  @Test
  void headersAreInLowerCaseAndJoinedAndCookiesStandApart() throws Exception {
    send("GET / HTTP/1.1\r\nX-One: a\r\nx-one: b, c\r\nCookie: a=b; c=d\r\nCookie: e=\"f,g\"", "");

    JsonNode event = event();
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
    send("POST / HTTP/1.1\r\nContent-Type: " + type, "{ü}");

    JsonNode event = event();
    assertEquals(inBase64, event.path("isBase64Encoded").asBoolean());
    assertEquals("{ü}", new String(body(event), StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\r\nContent-Encoding: gzip"})
  void bytesThatAreNoTextArriveUnchanged(String encoding) throws Exception {
    byte[] bytes = {0x1f, (byte) 0x8b, (byte) 0xfc, 0};
    send("POST / HTTP/1.1\r\nContent-Type: application/json" + encoding, bytes);
    assertArrayEquals(bytes, body(event()));
  }

  @Test
  void aRequestWithoutABodyIsAnEventWithoutOne() throws Exception {
    send("POST / HTTP/1.1\r\nContent-Type: application/json", "");
    assertFalse(event().has("body"));
  }

  @Test
  void aClientThatAsksMayContinue() throws Exception {
    String response = send("POST / HTTP/1.1\r\nExpect: 100-continue", "{}");
    assertTrue(response.startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n"), response);
  }

  @ParameterizedTest
  @CsvSource({"0, 200", "1, 431"})
  void requestLineAndHeadersMayHaveTogetherWhatTheyMayHaveOnAws(int over, int status)
      throws Exception {
    String line = "GET /?" + "a".repeat(5_000) + " HTTP/1.1";
    int rest = LARGEST_HEAD + over - line.length() - "localhost".length() - "close".length();

    String response = send(line + "\r\nX-Long: " + "b".repeat(rest), "");

    assertTrue(response.startsWith("HTTP/1.1 " + status + " "), response);
  }

  @ParameterizedTest
  @ValueSource(ints = {5 * 1024 * 1024, 7 * 1024 * 1024, 40 * 1024 * 1024})
  void anEventThatLambdaWouldNotTakeIsRefusedAsTheGatewayDoes(int bytes) throws Exception {
    String head = "POST / HTTP/1.1\r\nContent-Type: application/x-ndjson";
    assertError("413 Request Entity Too Large", send(head, new byte[bytes]));
    assertTrue(events.isEmpty());
  }

  @Test
  void aFunctionThatFailsIsAnInternalServerError() throws Exception {
    statusOfTheFunction = 500;
    assertError("500 Internal Server Error", send("GET / HTTP/1.1", ""));
  }

  private static void assertError(String status, String response) {
    assertTrue(response.startsWith("HTTP/1.1 " + status + "\r\n"), response);
    String message = "\r\n\r\n{\"message\":\"" + status.substring(4) + "\"}";
    assertTrue(response.endsWith(message), response);
  }

  private void record(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              events.add(Json.read(body.toString()));
              request.response().setStatusCode(statusOfTheFunction).end("{\"statusCode\":200}");
            });
  }

  private JsonNode event() throws InterruptedException {
    return events.poll(10, TimeUnit.SECONDS);
  }

  private static byte[] body(JsonNode event) {
    String body = event.path("body").asText();
    return event.path("isBase64Encoded").asBoolean()
        ? Base64.getDecoder().decode(body)
        : body.getBytes(StandardCharsets.UTF_8);
  }

  private String send(String head, String body) throws IOException {
    return send(head, body.getBytes(StandardCharsets.UTF_8));
  }

  /** Over a socket, because no HTTP client sends an invalid URL as it is. */
  private String send(String head, byte[] body) throws IOException {
    try (Socket socket = new Socket("localhost", gateway.actualPort())) {
      String rest =
          "\r\nHost: localhost\r\nConnection: close"
              + (head.startsWith("POST") ? "\r\nContent-Length: " + body.length : "")
              + "\r\n\r\n";
      socket.getOutputStream().write((head + rest).getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(body);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static <T> T done(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
