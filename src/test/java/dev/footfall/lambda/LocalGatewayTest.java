package dev.footfall.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.access.TestIdentity;
import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code quarkus dev} answers an HTTP request as the function on AWS does. */
@QuarkusTest
class LocalGatewayTest extends ServiceTest {
  private static final int MEBIBYTE = 1024 * 1024;

  @Inject Vertx vertx;

  private HttpServer gateway;

  /** The wrong scope is a token's matter, and over plain HTTP there is no token. */
  private static Stream<Golden> sentBothWays() {
    return Golden.all().filter(golden -> !golden.name().equals("counts-without-the-scope"));
  }

  @BeforeEach
  void open() throws Exception {
    gateway = done(LocalGateway.listen(vertx, "localhost", 0, () -> RestAssured.port));
  }

  @AfterEach
  void close() throws Exception {
    done(gateway.close());
  }

  private static <T> T done(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @MethodSource("sentBothWays")
  void theSameRequestGetsTheSameAnswer(Golden golden) throws IOException {
    Golden.resetCampaign(owner);

    Answer actual = PlainHttp.send(gateway.actualPort(), golden.event());

    Answer expected = Answer.of(golden.expected());
    String body = text(expected.body());
    expected.headers().remove("content-length"); // it may differ from run to run
    assertEquals(expected.status(), actual.status());
    assertEquals(expected.headers(), actual.headers());
    assertEquals(body, Golden.withPlaceholders(body, text(actual.body())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/plain;charset=UTF-8", "application/x-ndjson"})
  void aCompressedBodyArrivesWholeWhateverItsType(String type) throws Exception {
    HttpResponse<String> answer =
        post(gzip(event().bytes()), Map.of("Content-Type", type, "Content-Encoding", "gzip"));
    assertTrue(answer.body().contains("\"stored\":1,"), answer::body);
  }

  @ParameterizedTest
  @CsvSource({"-1, 201", "0, 201", "1, 413", "9437184, 413", "9437185, 413"})
  void theBodysLimitIsTheContracts(int over, int status) throws Exception {
    byte[] body = event().bytes();
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

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.ISO_8859_1);
  }

  /**
   * Sends what an event was made of as the client sent it, over a socket: no HTTP client would let
   * an odd method or query pass as it is.
   */
  private static final class PlainHttp {
    /** What the gateway adds, or the socket's own request has. */
    private static final Set<String> NOT_THE_CLIENTS = Set.of("host", "content-length", "expect");

    /** Not the function's, or different from run to run. */
    private static final Set<String> OF_THE_CONNECTION = Set.of("connection", "content-length");

    private PlainHttp() {}

    static Answer send(int port, JsonNode event) throws IOException {
      try (Socket socket = new Socket("localhost", port)) {
        socket.getOutputStream().write(request(event));
        return answer(
            new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
      }
    }

    private static byte[] request(JsonNode event) throws IOException {
      JsonNode http = event.path("requestContext").path("http");
      String path = encoded(event.path("rawPath").asText());
      String query = event.path("rawQueryString").asText();
      StringBuilder head = new StringBuilder(http.path("method").asText()).append(' ').append(path);
      head.append(query.isEmpty() ? "" : "?" + query).append(" HTTP/1.1\r\n");
      headers(event).forEach((name, value) -> line(head, name, value));
      byte[] body = body(event);
      line(head, "content-length", String.valueOf(body.length));
      ByteArrayOutputStream request = new ByteArrayOutputStream();
      request.write((head + "\r\n").getBytes(StandardCharsets.UTF_8));
      request.write(body);
      return request.toByteArray();
    }

    private static String encoded(String decodedPath) {
      try {
        return new URI(null, null, decodedPath, null).toASCIIString();
      } catch (URISyntaxException e) {
        throw new IllegalArgumentException(e);
      }
    }

    private static Map<String, String> headers(JsonNode event) {
      Map<String, String> headers = new TreeMap<>();
      event
          .path("headers")
          .properties()
          .forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
      headers.keySet().removeIf(name -> NOT_THE_CLIENTS.contains(name) || name.startsWith("x-"));
      headers.put("host", "localhost");
      headers.put("connection", "close");
      headers.put(TestIdentity.HEADER, identity(event.path("requestContext").path("authorizer")));
      if (event.has("cookies")) {
        List<String> cookies = event.path("cookies").valueStream().map(JsonNode::asText).toList();
        headers.put("cookie", String.join("; ", cookies));
      }
      return headers;
    }

    private static String identity(JsonNode authorizer) {
      return authorizer.path("jwt").path("claims").path("campaigns").asText(TestIdentity.NOBODY);
    }

    private static byte[] body(JsonNode event) {
      String body = event.path("body").asText("");
      return event.path("isBase64Encoded").asBoolean()
          ? Base64.getDecoder().decode(body)
          : body.getBytes(StandardCharsets.UTF_8);
    }

    private static void line(StringBuilder head, String name, String value) {
      head.append(name).append(": ").append(value).append("\r\n");
    }

    private static Answer answer(String text) {
      int end = text.indexOf("\r\n\r\n");
      String[] head = text.substring(0, end).split("\r\n");
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      for (int i = 1; i < head.length; i++) {
        String[] header = head[i].split(": ", 2);
        headers.merge(header[0], header[1], (first, second) -> first + " and " + second);
      }
      headers.keySet().removeAll(OF_THE_CONNECTION);
      return new Answer(
          Integer.parseInt(head[0].split(" ")[1]),
          headers,
          text.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1),
          0);
    }
  }
}
