package dev.footfall.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.testsupport.Owner;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code quarkus dev} answers to plain HTTP is what the function answers to AWS' event. */
@QuarkusTest
class PlainHttpTest {
  @Inject Owner owner;

  /** The wrong scope is a token's matter, and the mock gateway's text bodies cannot hold gzip. */
  private static Stream<Golden> sentBothWays() {
    return Golden.all()
        .filter(golden -> !golden.name().equals("counts-without-the-scope"))
        .filter(golden -> !golden.event().path("headers").has("content-encoding"));
  }

  @BeforeEach
  void theCampaignIsAsTheAnswersKnowIt() {
    GoldenData.reset(owner);
  }

  @ParameterizedTest
  @MethodSource("sentBothWays")
  void theSameRequestGetsTheSameStatusTypeAndBody(Golden golden) throws IOException {
    PlainHttp.Answer actual = PlainHttp.send(RestAssured.port, golden.event());

    JsonNode expected = Golden.parsed(golden.expected());
    String body = text(body(expected));
    assertEquals(expected.path("statusCode").asInt(), actual.status());
    assertEquals(expected.path("headers").path("Content-Type").asText(), actual.contentType());
    assertEquals(body, Golden.withPlaceholders(body, text(actual.body())));
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
