package dev.footfall.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.footfall.access.TestIdentity;
import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.ApiGatewayEvent;
import dev.footfall.testsupport.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may name a campaign, and which names are valid. */
@QuarkusTest
class CampaignNameTest extends ServiceTest {
  private static final String CART = "\uD83D\uDED2";

  private static ApiGatewayEvent naming(Object id, String body) {
    return ApiGatewayEvent.of("PUT", "/v1/campaigns/" + id).header("content-type", JSON).body(body);
  }

  private Answer put(String body) {
    return naming(campaign, body).send();
  }

  private static String named(String name) {
    return JsonNodeFactory.instance.objectNode().put("name", name).toString();
  }

  private void assertStored(String name) {
    String sql = "SELECT max(name) FROM campaigns WHERE campaign_id = ?";
    assertEquals(name, owner.value(sql, campaign));
  }

  @Test
  void namingIsAnsweredAndShownInTheListAndMayBeRepeatedAndChanged() {
    for (String name : List.of("Spring sale", "Spring sale", "Summer sale")) {
      Answer answer = put(named(name)).is(200);

      assertEquals(JSON, answer.type());
      assertEquals(
          "{\"campaign_id\":\"" + campaign + "\",\"name\":\"" + name + "\"}", answer.text());
      getAs(campaign, "/v1/campaigns").shows("/campaigns/0/name", name);
      get("/v1/counts?campaign_id=" + campaign).is(200).shows("/name", name, "/total", 0);
    }
    post(event()).is(201);
    get("/v1/counts?campaign_id=" + campaign).shows("/name", "Summer sale", "/total", 1);
  }

  @Test
  void aCampaignWithoutANameIsCountedWithoutOne() {
    post(event()).is(201);
    Answer counts = get("/v1/counts?campaign_id=" + campaign).is(200).shows("/total", 1);
    assertFalse(counts.json().has("name"), counts::text);
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
    put(named(sent)).is(200).shows("/name", stored);
    assertStored(stored);
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
    put(body).isProblem(400, field).shows("/detail", field + " " + reason);
    assertStored("null");
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
  void aBodyThatIsNoJsonObjectIsRefused(String body) {
    Answer answer = put(body).isProblem(400, null);
    assertTrue(answer.at("/detail").contains("must be a JSON object"), answer::text);
  }

  @Test
  void anEmptyBodyIsRefused() {
    ApiGatewayEvent.of("PUT", "/v1/campaigns/" + campaign)
        .header("content-type", JSON)
        .send()
        .is(400);
  }

  @ParameterizedTest
  @CsvSource({"16384, 200", "16385, 413"})
  void aBodyHasAtMostSixteenKibibytes(int bytes, int status) {
    String name = named("a");
    put(name + " ".repeat(bytes - name.length())).is(status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json; charset=utf-8",
        "application/json;charset=\"UTF8\"",
        "Application/JSON",
        "text/json",
        "application/x-json",
        "application/merge-patch+json",
        "application/vnd.api+json; charset=US-ASCII",
        "",
      })
  void anyTypeOfJsonIsTaken(String type) {
    naming(campaign, named("a")).header("content-type", type).send().is(200);
    assertStored("a");
  }

  @Test
  void aBodyWithoutATypeIsJson() {
    ApiGatewayEvent.of("PUT", "/v1/campaigns/" + campaign).body(named("a")).send().is(200);
    assertStored("a");
  }

  @ParameterizedTest
  @CsvSource({
    "content-type, text/plain",
    "content-type, application/xml",
    "content-type, application/x-ndjson",
    "content-type, application/json; charset=utf-16",
    "content-type, application/json; charset=nonsense",
    "content-encoding, gzip",
  })
  void anotherContentTypeOrEncodingIsRefused(String header, String value) {
    naming(campaign, named("a")).header(header, value).send().is(415);
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "spring", "7f9c24e8-3b12-4fef-91e0-9a2d5a4c1b0g"})
  void anIdThatIsNoUuidIsRefused(String id) {
    naming(id, named("a")).send().isProblem(400, "campaign_id");
  }

  @Test
  void somebodyElsesCampaignIsNotNamed() {
    String other = UUID.randomUUID().toString();
    naming(campaign, named("a")).header(TestIdentity.HEADER, other).send().is(403);
    assertStored("null");
  }

  private Answer putAs(String scope) {
    return naming(campaign, named("a"))
        .authorizer(
            """
            {"jwt":{"claims":{"sub":"a","scope":"%s","campaigns":"%s"}}}"""
                .formatted(scope, campaign))
        .send();
  }

  @Test
  void withoutATokenNobodyNamesACampaign() {
    naming(campaign, named("a")).authorizer(null).send().is(401);
  }

  @Test
  void whoMayOnlyReadDoesNotName() {
    putAs("counts:read")
        .is(403)
        .shows("/detail", "the token has no scope campaigns:write (in scope, scp or permissions)");
  }

  @Test
  void whoMayNameNeedNotRead() {
    putAs("openid campaigns:write").is(200);
    assertStored("a");
  }
}
