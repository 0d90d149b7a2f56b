package dev.footfall.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code quarkus dev} answers an HTTP request as the function on AWS does. */
@QuarkusTest
class LocalGatewayTest {
  private static final int MEBIBYTE = 1024 * 1024;
  private static final String EVENT =
      """
      {"session_id":"6c9c0ce8-4d1c-4f1b-a3e0-5a3b5a2a7f10","campaign_id":"%s","event_type":"page_view"}\
      """;

  @Inject Vertx vertx;
  @Inject DataSource owner;

  private HttpServer gateway;

  /** The wrong scope is a token's matter, and over plain HTTP there is no token. */
  private static Stream<Golden> sentBothWays() {
    return Golden.all().filter(golden -> !golden.name().equals("counts-without-the-scope"));
  }

  @BeforeEach
  void open() throws Exception {
    gateway =
        LocalGateway.listen(vertx, 0, () -> RestAssured.port)
            .toCompletionStage()
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
  }

  @AfterEach
  void close() throws Exception {
    gateway.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @MethodSource("sentBothWays")
  void theSameRequestGetsTheSameAnswer(Golden golden) throws IOException, SQLException {
    GoldenData.reset(owner);

    PlainHttp.Answer actual = PlainHttp.send(gateway.actualPort(), golden.event());

    JsonNode expected = Golden.parsed(golden.expected());
    String body = text(body(expected));
    assertEquals(expected.path("statusCode").asInt(), actual.status());
    assertEquals(headers(expected), actual.headers());
    assertEquals(body, Golden.withPlaceholders(body, text(actual.body())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/plain;charset=UTF-8", "application/x-ndjson"})
  void aCompressedBodyArrivesWholeWhateverItsType(String type) throws Exception {
    HttpResponse<String> answer =
        post(gzip(event()), Map.of("Content-Type", type, "Content-Encoding", "gzip"));

    assertTrue(answer.body().contains("\"stored\":1,"), answer::body);
  }

  @ParameterizedTest
  @CsvSource({"-1, 201", "0, 201", "1, 413", "9437184, 413", "9437185, 413"})
  void theBodysLimitIsTheContracts(int over, int status) throws Exception {
    byte[] body = event().getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(body, MEBIBYTE + over);
    Arrays.fill(padded, body.length, padded.length, (byte) ' ');

    HttpResponse<String> answer = post(padded, Map.of("Content-Type", "application/json"));

    assertEquals(status, answer.statusCode(), answer::body);
  }

  private HttpResponse<String> post(byte[] body, Map<String, String> headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://localhost:" + gateway.actualPort() + "/v1/events"))
            .POST(BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  private static String event() {
    return EVENT.formatted(UUID.randomUUID());
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  /** Without the length, which may differ from run to run. */
  private static Map<String, String> headers(JsonNode answer) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    answer
        .path("headers")
        .properties()
        .forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
    headers.remove("content-length");
    return headers;
  }

  private static byte[] body(JsonNode answer) {
    String body = answer.path("body").asText("");
    return answer.path("isBase64Encoded").asBoolean()
        ? Base64.getDecoder().decode(body)
        : body.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.ISO_8859_1);
  }
}
