package dev.footfall.page;

import static io.restassured.RestAssured.given;
import static io.restassured.config.EncoderConfig.encoderConfig;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport.Level;
import com.atlassian.oai.validator.restassured.OpenApiValidationFilter;
import dev.footfall.access.TestIdentity;
import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.Json;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The description is valid, its examples work, and the service responds as it says. */
@QuarkusTest
class OpenApiTest {
  private static final String DOCUMENT = "openapi.yaml";
  private static final String CAMPAIGN = "7f9c24e8-3b12-4fef-91e0-9a2d5a4c1b00";
  private static final String SESSION = "6c9c0ce8-4d1c-4f1b-a3e0-5a3b5a2a7f10";

  /** API Gateway checks the caller. */
  private static final String CALLER = "validation.request.security.missing";

  /** Some tests send what the description forbids. */
  private static final String REQUEST = "validation.request";

  private static RequestSpecification validatingAllBut(String level) {
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
  void theServiceServesAValidDocument() {
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
  void everyRequestExampleIsStoredAndThenADuplicate(String type, String name) {
    Operation post = new OpenAPIV3Parser().read(DOCUMENT).getPaths().get("/v1/events").getPost();
    Example example = post.getRequestBody().getContent().get(type).getExamples().get(name);
    String body =
        example.getValue() instanceof String text ? text : Json.of(example.getValue()).toString();

    Map<String, Integer> first = send(type, body);
    Map<String, Integer> again = send(type, body);

    assertFalse(first.get("stored") == 0, "stored: " + first);
    assertEquals(first.get("stored"), again.get("duplicate"));
    assertEquals(0, first.get("rejected"));
  }

  private static Map<String, Integer> send(String type, String body) {
    Response answer = validatingAllBut(CALLER).contentType(type).body(body).post("/v1/events");
    return answer.jsonPath().get("findAll { it.key != 'results' }");
  }

  private static Answer get(Object caller, String pathAndQuery) {
    return Answer.of(
        validatingAllBut(CALLER).header(TestIdentity.HEADER, caller).get(pathAndQuery));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/counts", "/v1/events", "/v1/lag"})
  void readsOfACampaignAnswerAsDescribed(String path) {
    Map<Object, Integer> statuses = Map.of("*", 200, TestIdentity.NOBODY, 401, SESSION, 403);

    statuses.forEach((caller, status) -> get(caller, path + "?campaign_id=" + CAMPAIGN).is(status));
  }

  @Test
  void seriesAnswerAsDescribed() {
    Response series =
        validatingAllBut(CALLER)
            .queryParams(
                "campaign_id", CAMPAIGN,
                "from", "2026-01-15T00:00:00+01:00",
                "to", "2026-01-16T00:00:00+01:00",
                "event_type", "page_view",
                "interval", "day",
                "timezone", "Europe/Berlin")
            .get("/v1/counts");

    Answer.of(series).is(200).shows("/counts/0/series/0/start", "2026-01-15T00:00:00+01:00");
  }

  @Test
  void aNamedCampaignAnswersAsDescribed() {
    Response named =
        validatingAllBut(CALLER)
            .contentType("application/json")
            .body("{\"name\":\"Spring sale\"}")
            .put("/v1/campaigns/" + CAMPAIGN);

    Answer.of(named).is(200);
    String page = "&limit=1&after=00000000-0000-0000-0000-000000000000";
    get("*", "/v1/campaigns?q=" + CAMPAIGN + page)
        .is(200)
        .shows("/campaigns/0/name", "Spring sale");
  }

  private static Answer post(String body) {
    return Answer.of(
        validatingAllBut(REQUEST).contentType("application/json").body(body).post("/v1/events"));
  }

  @Test
  void aRejectedEventAnswersAsDescribed() {
    post("{\"metdata\":{}}").is(422).shows("/rejected", 1);
  }

  @Test
  void aMalformedBodyAnswersAsDescribed() {
    post("{").isProblem(400, null);
  }

  @ParameterizedTest
  @CsvSource({
    "/, 200",
    "/footfall.js, 200",
    "/assets/no-such-file.js, 404",
    "/sign-in, 200",
    "/v1/campaigns, 200",
    "/v1/sessions/" + SESSION + "/events, 200",
    "/v1/pixel.gif?event_type=mail_opened&campaign_id=" + CAMPAIGN + ", 201",
  })
  void otherResourcesAnswerAsDescribed(String path, int status) {
    get("*", path).is(status);
  }
}
