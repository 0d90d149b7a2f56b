package dev.footfall.lambda;

import static dev.footfall.testsupport.Together.await;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.access.TestIdentity;
import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.Http;
import dev.footfall.testsupport.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
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

  /** Headers that the gateway adds, or that belong to the connection of the test. */
  private static final Set<String> NOT_THE_CLIENTS =
      Set.of("host", "content-length", "connection", "expect");

  /** Headers that are not the function's, or differ from run to run. */
  private static final Set<String> OF_THE_CONNECTION = Set.of("connection", "content-length");

  @Inject Vertx vertx;

  private HttpServer gateway;

  @BeforeEach
  void open() throws Exception {
    gateway = await(LocalGateway.listen(vertx, "localhost", 0, () -> RestAssured.port));
  }

  @AfterEach
  void close() throws Exception {
    await(gateway.close());
  }

  /** The token decides on the scope, and over plain HTTP there is no token. */
  private static Stream<Golden> sentBothWays() {
    Set<String> withoutScope = Set.of("counts-without-the-scope", "counts-token-of-google");
    return Golden.all().filter(golden -> !withoutScope.contains(golden.name()));
  }

  @ParameterizedTest
  @MethodSource("sentBothWays")
  void theSameRequestGetsTheSameAnswer(Golden golden) throws Exception {
    Golden.resetCampaign(owner);

    Answer actual = answer(send(head(golden.event()), Answer.body(golden.event())));

    Answer expected = Answer.of(golden.expected());
    String body = new String(expected.body(), ISO_8859_1);
    expected.headers().remove("content-length"); // it may differ from run to run
    assertEquals(expected.status(), actual.status());
    assertEquals(expected.headers(), actual.headers());
    assertEquals(body, Golden.withPlaceholders(body, new String(actual.body(), ISO_8859_1)));
  }

  private String send(String head, byte[] body) throws IOException {
    return Http.overSocket(gateway.actualPort(), head, body);
  }

  /** The request line and headers of the request that became this event. */
  private static String head(JsonNode event) throws Exception {
    String method = event.at("/requestContext/http/method").asText();
    String path = new URI(null, null, event.path("rawPath").asText(), null).toASCIIString();
    String query = event.path("rawQueryString").asText();
    String url = query.isEmpty() ? path : path + "?" + query;
    return headers(event).entrySet().stream()
        .map(header -> "\r\n" + header.getKey() + ": " + header.getValue())
        .collect(Collectors.joining("", method + " " + url + " HTTP/1.1", ""));
  }

  private static Map<String, String> headers(JsonNode event) {
    Map<String, String> headers = new TreeMap<>();
    event.path("headers").properties().forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
    headers.keySet().removeIf(name -> NOT_THE_CLIENTS.contains(name) || name.startsWith("x-"));
    JsonNode claim = event.at("/requestContext/authorizer/jwt/claims/campaigns");
    headers.put(TestIdentity.HEADER, claim.asText(TestIdentity.NOBODY));
    if (event.has("cookies")) {
      List<String> cookies = event.path("cookies").valueStream().map(JsonNode::asText).toList();
      headers.put("cookie", String.join("; ", cookies));
    }
    return headers;
  }

  private static Answer answer(String response) {
    String[] parts = response.split("\r\n\r\n", 2);
    String[] head = parts[0].split("\r\n");
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 1; i < head.length; i++) {
      String[] header = head[i].split(": ", 2);
      headers.merge(header[0], header[1], (first, second) -> first + " and " + second);
    }
    headers.keySet().removeAll(OF_THE_CONNECTION);
    int status = Integer.parseInt(head[0].split(" ")[1]);
    return new Answer(status, headers, parts[1].getBytes(ISO_8859_1), 0);
  }

  private String post(String headers, byte[] body) throws IOException {
    return send("POST /v1/events HTTP/1.1\r\n" + headers, body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/plain;charset=UTF-8", "application/x-ndjson"})
  void aCompressedBodyArrivesWholeWhateverItsType(String type) throws Exception {
    String headers = "Content-Type: " + type + "\r\nContent-Encoding: gzip";

    String response = post(headers, gzip(event().bytes()));

    assertTrue(response.contains("\"stored\":1,"), response);
  }

  @ParameterizedTest
  @CsvSource({"-1, 201", "0, 201", "1, 413", "9437184, 413", "9437185, 413"})
  void theLimitOfTheBodyIsThatOfTheContract(int over, int status) throws Exception {
    byte[] body = event().bytes();
    byte[] padded = Arrays.copyOf(body, MEBIBYTE + over);
    Arrays.fill(padded, body.length, padded.length, (byte) ' ');

    Answer answer = answer(post("Content-Type: application/json", padded));

    answer.is(status);
  }
}
