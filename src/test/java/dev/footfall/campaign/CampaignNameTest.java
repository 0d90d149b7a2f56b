package dev.footfall.campaign;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.footfall.access.TestIdentity;
import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.ApiGatewayEvent;
import dev.footfall.testsupport.Http;
import dev.footfall.testsupport.Owner;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A campaign is named by who may name it, with a name that can be one. */
@QuarkusTest
class CampaignNameTest {
  private static final String CART = "\uD83D\uDED2";

  private final UUID campaign = UUID.randomUUID();
  @Inject Owner owner;

  private Response put(Object id, String body) {
    return given().contentType("application/json").body(body).put("/v1/campaigns/" + id);
  }

  private static String named(String name) {
    return JsonNodeFactory.instance.objectNode().put("name", name).toString();
  }

  private String storedName() {
    return owner.value("SELECT max(name) FROM campaigns WHERE campaign_id = ?", campaign);
  }

  @Test
  void namingIsAnsweredAndShownInTheListAndMayBeRepeatedAndChanged() {
    for (String name : new String[] {"Spring sale", "Spring sale", "Summer sale"}) {
      Response answer = put(campaign, named(name));

      answer.then().statusCode(200).contentType("application/json");
      assertEquals(
          "{\"campaign_id\":\"" + campaign + "\",\"name\":\"" + name + "\"}", answer.asString());
      Http.getAs(campaign, "/v1/campaigns").then().body("campaigns[0].name", is(name));
    }
  }

  static Stream<Arguments> names() {
    return Stream.of(
        Arguments.of("x", "x"),
        Arguments.of("x".repeat(200), "x".repeat(200)),
        Arguments.of(CART.repeat(200), CART.repeat(200)),
        Arguments.of(" \t\nSpring  sale\u2003 ", "Spring  sale"),
        Arguments.of(" ".repeat(300) + "x", "x"),
        Arguments.of("\"<b>&amp;\\ ’ \u202Eabc", "\"<b>&amp;\\ ’ \u202Eabc"),
        Arguments.of("日本語 العربية", "日本語 العربية"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void aNameOfOneToTwoHundredCharactersIsStoredWithoutWhiteSpaceAroundIt(
      String sent, String stored) {
    put(campaign, named(sent)).then().statusCode(200).body("name", is(stored));

    assertEquals(stored, storedName());
  }

  static Stream<Arguments> faults() {
    String length = "must be 1 to 200 characters";
    String control = "must not contain control characters";
    return Stream.of(
        Arguments.of(named(""), "name", length),
        Arguments.of(named(" \n\u2003"), "name", length),
        Arguments.of(named("x".repeat(201)), "name", length),
        Arguments.of(named(CART.repeat(201)), "name", length),
        Arguments.of(named("a\nb"), "name", control),
        Arguments.of(named("a\u0000b"), "name", control),
        Arguments.of(named("a\u007fb"), "name", control),
        Arguments.of(named("a\u0085b"), "name", control),
        Arguments.of(named("a\u2028b"), "name", control),
        Arguments.of("{\"name\":\"a\\ud800b\"}", "name", control),
        Arguments.of("{\"name\":7}", "name", "must be a string"),
        Arguments.of("{\"name\":null}", "name", "must be a string"),
        Arguments.of("{\"name\":{\"name\":\"a\"}}", "name", "must be a string"),
        Arguments.of("{}", "name", "is required"),
        Arguments.of("{\"name\":\"a\",\"name\":\"a\"}", "name", "is given more than once"),
        Arguments.of("{\"nmae\":\"a\"}", "nmae", "is not a field here"),
        Arguments.of("{\"name\":\"a\",\"id\":{}}", "id", "is not a field here"),
        Arguments.of("{\"" + "n".repeat(900) + "\":1}", "n".repeat(64), "is not a field here"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultIsNamedAndNothingIsStored(String body, String field, String reason) {
    put(campaign, body)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("field", is(field))
        .body("detail", is(field + " " + reason));

    assertEquals("null", storedName());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "[{\"name\":\"a\"}]",
        "\"a\"",
        "7",
        "{\"name\":\"a\"}{}",
        "{\"name\":\"a\"} x"
      })
  void whatIsNoJsonObjectIsRefused(String body) {
    put(campaign, body)
        .then()
        .statusCode(400)
        .body("field", nullValue())
        .body("detail", containsString("must be a JSON object"));
  }

  @Test
  void anEmptyBodyIsRefused() {
    assertEquals(
        400,
        ApiGatewayEvent.of("PUT", "/v1/campaigns/" + campaign)
            .header("content-type", "application/json")
            .send()
            .status());
  }

  @ParameterizedTest
  @CsvSource({"16384, 200", "16385, 413"})
  void aBodyHasAtMostSixteenKibibytes(int bytes, int status) {
    String name = named("a");

    put(campaign, name + " ".repeat(bytes - name.length())).then().statusCode(status);
  }

  @Test
  void anotherContentTypeOrEncodingIsRefused() {
    given()
        .contentType("text/plain")
        .body(named("a"))
        .put("/v1/campaigns/" + campaign)
        .then()
        .statusCode(415);
    given()
        .contentType("application/json")
        .header("Content-Encoding", "gzip")
        .body(named("a"))
        .put("/v1/campaigns/" + campaign)
        .then()
        .statusCode(415);
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "spring", "7f9c24e8-3b12-4fef-91e0-9a2d5a4c1b0g"})
  void anIdThatIsNoUuidIsRefused(String id) {
    put(id, named("a")).then().statusCode(400).body("field", is("campaign_id"));
  }

  @Test
  void somebodyElsesCampaignIsNotNamed() {
    given()
        .header(TestIdentity.HEADER, UUID.randomUUID())
        .contentType("application/json")
        .body(named("a"))
        .put("/v1/campaigns/" + campaign)
        .then()
        .statusCode(403);

    assertEquals("null", storedName());
  }

  /** As API Gateway says who calls; null for nobody. */
  private Answer putAs(String scope) {
    String token =
        """
        {"jwt":{"claims":{"sub":"a","scope":"%s","campaigns":"%s"}}}"""
            .formatted(scope, campaign);
    return ApiGatewayEvent.of("PUT", "/v1/campaigns/" + campaign)
        .header("content-type", "application/json")
        .authorizer(scope == null ? null : token)
        .body(named("a"))
        .send();
  }

  @Test
  void withoutATokenNobodyNames() {
    putAs(null).is(401);
  }

  @Test
  void whoMayOnlyReadDoesNotName() {
    assertEquals(
        "the scope campaigns:write is required", putAs("counts:read").is(403).at("/detail"));
  }

  @Test
  void whoMayNameNeedNotRead() {
    putAs("openid campaigns:write").is(200);

    assertEquals("a", storedName());
  }
}
