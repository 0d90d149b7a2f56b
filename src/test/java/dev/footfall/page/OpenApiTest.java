package dev.footfall.page;

import static io.restassured.RestAssured.given;
import static io.restassured.config.EncoderConfig.encoderConfig;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport.Level;
import com.atlassian.oai.validator.restassured.OpenApiValidationFilter;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.access.TestIdentity;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The description is valid, its examples work as they stand, and the service answers as it says.
 */
@QuarkusTest
class OpenApiTest {
  private static final String DOCUMENT = "openapi.yaml";
  private static final UUID CAMPAIGN = UUID.fromString("7f9c24e8-3b12-4fef-91e0-9a2d5a4c1b00");
  private static final UUID SESSION = UUID.fromString("6c9c0ce8-4d1c-4f1b-a3e0-5a3b5a2a7f10");

  /** Some tests send what the description forbids. */
  private static RequestSpecification answersAsDescribed() {
    return checkedIgnoring("validation.request");
  }

  /** Who calls is the gateway's matter. */
  private static RequestSpecification sentAndAnsweredAsDescribed() {
    return checkedIgnoring("validation.request.security.missing");
  }

  private static RequestSpecification checkedIgnoring(String level) {
    OpenApiInteractionValidator validator =
        OpenApiInteractionValidator.createFor(DOCUMENT)
            .withLevelResolver(LevelResolver.create().withLevel(level, Level.IGNORE).build())
            .build();
    return given()
        .config(
            RestAssuredConfig.config()
                .encoderConfig(
                    encoderConfig()
                        .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                        .encodeContentTypeAs("application/x-ndjson", ContentType.TEXT)))
        .filter(new OpenApiValidationFilter(validator));
  }

  @Test
  void theServiceHandsOutADocumentWithoutFaults() {
    String served = given().get("/q/openapi").then().statusCode(200).extract().asString();

    assertEquals(List.of(), new OpenAPIV3Parser().readContents(served).getMessages());
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, one",
    "application/json, batch",
    "application/x-ndjson, lines",
    "text/plain, beacon"
  })
  void everyRequestExampleIsStoredAndThenADuplicate(String type, String name) throws Exception {
    Operation post = new OpenAPIV3Parser().read(DOCUMENT).getPaths().get("/v1/events").getPost();
    Example example = post.getRequestBody().getContent().get(type).getExamples().get(name);
    String body =
        example.getValue() instanceof String text
            ? text
            : new ObjectMapper().writeValueAsString(example.getValue());

    Map<String, Integer> first = send(type, body);
    Map<String, Integer> again = send(type, body);

    assertFalse(first.get("stored") == 0, "stored: " + first);
    assertEquals(first.get("stored"), again.get("duplicate"));
    assertEquals(0, first.get("rejected"));
  }

  private static Map<String, Integer> send(String type, String body) {
    Response answer = sentAndAnsweredAsDescribed().contentType(type).body(body).post("/v1/events");
    return answer.jsonPath().get("findAll { it.key != 'results' }");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/counts", "/v1/events", "/v1/lag"})
  void readsOfACampaignAnswerAsDescribed(String path) {
    Map<Object, Integer> statuses = Map.of("*", 200, TestIdentity.NOBODY, 401, SESSION, 403);

    statuses.forEach(
        (caller, status) ->
            sentAndAnsweredAsDescribed()
                .queryParam("campaign_id", CAMPAIGN)
                .header(TestIdentity.HEADER, caller)
                .get(path)
                .then()
                .statusCode(status));
  }

  @Test
  void seriesAnswerAsDescribed() {
    sentAndAnsweredAsDescribed()
        .queryParam("campaign_id", CAMPAIGN)
        .queryParam("from", "2026-01-15T00:00:00+01:00")
        .queryParam("to", "2026-01-16T00:00:00+01:00")
        .queryParam("event_type", "page_view")
        .queryParam("interval", "day")
        .queryParam("timezone", "Europe/Berlin")
        .get("/v1/counts")
        .then()
        .statusCode(200)
        .body("counts[0].series[0].start", equalTo("2026-01-15T00:00:00+01:00"));
  }

  @Test
  void campaignsAndSessionsAnswerAsDescribed() {
    sentAndAnsweredAsDescribed()
        .contentType("application/json")
        .body("{\"name\":\"Spring sale\"}")
        .pathParam("campaign_id", CAMPAIGN)
        .put("/v1/campaigns/{campaign_id}")
        .then()
        .statusCode(200);
    sentAndAnsweredAsDescribed()
        .queryParam("q", CAMPAIGN)
        .queryParam("limit", 1)
        .queryParam("after", "00000000-0000-0000-0000-000000000000")
        .get("/v1/campaigns")
        .then()
        .statusCode(200)
        .body("campaigns[0].name", is("Spring sale"));
    sentAndAnsweredAsDescribed().get("/v1/campaigns").then().statusCode(200);
    sentAndAnsweredAsDescribed()
        .pathParam("session_id", SESSION)
        .get("/v1/sessions/{session_id}/events")
        .then()
        .statusCode(200);
  }

  @Test
  void aRejectedEventAnswersAsDescribed() {
    answersAsDescribed()
        .contentType("application/json")
        .body("{\"metdata\":{}}")
        .post("/v1/events")
        .then()
        .statusCode(422)
        .body("rejected", is(1));
  }

  @Test
  void aMalformedBodyAnswersAsDescribed() {
    answersAsDescribed()
        .contentType("application/json")
        .body("{")
        .post("/v1/events")
        .then()
        .statusCode(400)
        .contentType("application/problem+json");
  }

  @Test
  void thePixelAnswersAsDescribed() {
    sentAndAnsweredAsDescribed()
        .queryParam("campaign_id", CAMPAIGN)
        .queryParam("event_type", "mail_opened")
        .get("/v1/pixel.gif")
        .then()
        .statusCode(201);
  }

  @ParameterizedTest
  @CsvSource({"/, 200", "/footfall.js, 200", "/assets/no-such-file.js, 404", "/sign-in, 200"})
  void pagesAnswerAsDescribed(String path, int status) {
    sentAndAnsweredAsDescribed().get(path).then().statusCode(status);
  }
}
