package dev.footfall.lambda;

import static dev.footfall.testsupport.Gateway.gzip;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.Owner;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
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
class LocalGatewayTest {
  private static final int MEBIBYTE = 1024 * 1024;

  @Inject Vertx vertx;
  @Inject Owner owner;

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
    GoldenData.reset(owner);

    PlainHttp.Answer actual = PlainHttp.send(gateway.actualPort(), golden.event());

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

  private static TestEvent event() {
    return TestEvent.of(UUID.randomUUID());
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.ISO_8859_1);
  }
}
