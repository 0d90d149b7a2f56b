package dev.footfall.campaign;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.Http;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of the list, and what a search finds. Every test has campaigns of a prefix of its own. */
@QuarkusTest
class CampaignPagesTest {
  private static final int LAMBDA_ANSWER = 6 * 1024 * 1024;

  private final long prefix = UUID.randomUUID().getMostSignificantBits() & ~0xffffffffL;

  private UUID campaign(int number) {
    return new UUID(prefix | number << 16 | 0x4000, 0x8000_0000_0000_0000L | number);
  }

  /** The eight digits that all ids of this test begin with. */
  private String beginning() {
    return campaign(0).toString().substring(0, 8);
  }

  private static void name(UUID campaign, String name) {
    given()
        .contentType("application/json")
        .body(Map.of("name", name))
        .put("/v1/campaigns/" + campaign)
        .then()
        .statusCode(200);
  }

  private static List<String> found(Object claim, Object q) {
    Response answer = Http.getAs(claim, "/v1/campaigns", "q", q, "limit", 1000);
    answer.then().statusCode(200);
    return answer.jsonPath().getList("campaigns.campaign_id");
  }

  private List<String> ids(int... numbers) {
    return IntStream.of(numbers).mapToObj(this::campaign).map(UUID::toString).toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void pagesFollowEachOtherWithoutGapOrRepetition(boolean all) {
    TestEvent.store(IntStream.range(0, 5).mapToObj(i -> TestEvent.of(campaign(2 * i))).toList());
    name(campaign(3), "no event");
    List<String> expected = ids(0, 2, 3, 4, 6, 8);
    String claim = all ? "*" : String.join(" ", expected);

    List<List<String>> pages = new ArrayList<>();
    String after = "00000000-0000-0000-0000-000000000000";
    while (after != null && pages.size() < 10) {
      JsonPath page =
          Http.getAs(claim, "/v1/campaigns", "q", beginning(), "limit", 2, "after", after)
              .jsonPath();
      pages.add(page.getList("campaigns.campaign_id"));
      after = page.getString("next");
    }

    assertEquals(
        List.of(expected.subList(0, 2), expected.subList(2, 4), expected.subList(4, 6)), pages);
  }

  @Test
  void withoutASearchAPageGoesOnFromAnyId() {
    TestEvent.store(TestEvent.of(campaign(1)), TestEvent.of(campaign(3)));
    name(campaign(2), "between");

    JsonPath page = Http.get("/v1/campaigns", "limit", 2, "after", campaign(0)).jsonPath();

    assertEquals(ids(1, 2), page.getList("campaigns.campaign_id"));
    assertEquals(campaign(2).toString(), page.getString("next"));
  }

  @Test
  void aPageHoldsTwoHundredUnlessAnotherNumberIsAsked() {
    TestEvent.store(IntStream.range(0, 201).mapToObj(i -> TestEvent.of(campaign(i))).toList());

    Http.get("/v1/campaigns", "q", beginning())
        .then()
        .body("campaigns", hasSize(200))
        .body("next", is(campaign(199).toString()));
    Http.get("/v1/campaigns", "q", beginning(), "limit", 1).then().body("campaigns", hasSize(1));
    assertEquals(201, found("*", beginning()).size());
  }

  @Test
  void aCampaignIsFoundByItsIdAndByTheBeginningOfIt() {
    TestEvent.store(TestEvent.of(campaign(1)), TestEvent.of(campaign(2)));
    String id = campaign(1).toString();

    for (String q :
        List.of(
            id,
            id.toUpperCase(Locale.ROOT),
            " " + id + " ",
            id.replace("-", ""),
            id.substring(0, 13),
            id.substring(0, 13).replace("-", ""),
            id.substring(0, 35))) {
      assertEquals(List.of(id), found("*", q), q);
      assertEquals(List.of(id), found(id + " " + campaign(2), q), q);
    }
    assertEquals(ids(1, 2), found("*", id.substring(0, 9)));
    assertEquals(List.of(), found("*", id.substring(1, 36)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "pring | true",
        "SPRING SALE | true",
        "größe | true",
        "GRÖSSE | false",
        "ÄRMEL | true",
        "100% | true",
        "1__% | false",
        "a_b | true",
        "axb | false",
        "% | true",
        "' OR true -- | false",
        "\\ | false",
        "Spring  Sale | false",
      })
  void aCampaignIsFoundByAPartOfItsNameInWhichNothingIsAWildcard(String q, boolean matches) {
    name(campaign(1), "Spring Sale " + beginning() + " 100% a_b Größe ärmel");
    name(campaign(2), "Autumn");
    String claim = String.join(" ", ids(1, 2));

    assertEquals(matches ? ids(1) : List.of(), found(claim, q));
    assertEquals(matches, found("*", q).contains(campaign(1).toString()));
  }

  @Test
  void aNameThatLooksLikeTheBeginningOfAnIdIsFoundAsWell() {
    TestEvent.store(TestEvent.of(campaign(1)));
    UUID named = UUID.randomUUID();
    name(named, "Code " + beginning());

    assertEquals(
        List.of(campaign(1).toString(), named.toString()).stream().sorted().toList(),
        found("*", beginning()));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201})
  void aSearchIsAtMostAsLongAsAName(int length) {
    Http.get("/v1/campaigns", "q", "x".repeat(length)).then().statusCode(length == 200 ? 200 : 400);
  }

  @Test
  void aSearchForNothingFindsAll() {
    assertEquals(ids(1), found(campaign(1), ""));
  }

  @Test
  void aListedCampaignIsShownWithOrWithoutEventsAndName() {
    name(campaign(1), "Named");

    JsonPath page = Http.getAs(String.join(" ", ids(1, 2)), "/v1/campaigns").jsonPath();

    assertEquals(
        List.of(entry(campaign(1), Map.of("name", "Named")), entry(campaign(2), Map.of())),
        page.getList("campaigns"));
  }

  @Test
  void aNamedCampaignWithoutEventsIsListedForWhoSeesAll() {
    name(campaign(1), "Named");

    Http.get("/v1/campaigns", "q", campaign(1))
        .then()
        .body("campaigns", is(List.of(entry(campaign(1), Map.of("name", "Named")))));
  }

  private static Map<String, Object> entry(UUID campaign, Map<String, Object> more) {
    Map<String, Object> entry = new java.util.HashMap<>(more);
    entry.put("campaign_id", campaign.toString());
    entry.put("total", 0);
    entry.put("first_event_time", null);
    entry.put("last_event_time", null);
    return entry;
  }

  /** Jackson escapes a character beyond the first plane, and the envelope each backslash again. */
  @Test
  void theLongestPageFitsAFunctionsAnswer() throws Exception {
    TestEvent.store(TestEvent.of(campaign(1)).with("event_time", "2025-01-01T00:00:00.123456Z"));
    for (String character : List.of("\uD83D\uDED2", "\"", "\\", "x")) {
      name(campaign(1), character.repeat(CampaignName.MAX_CHARACTERS));

      String page =
          Http.get(
                  "/v1/campaigns?from=2025-01-01T00:00:00Z&to=2025-02-01T00:00:00Z",
                  "q",
                  campaign(1))
              .asString();

      assertTrue(page.contains(".123456Z"), page);
      // As long as if the total had all the digits that one can have.
      long entry = envelope(page) + String.valueOf(Long.MAX_VALUE).length();
      assertTrue(entry * CampaignQuery.MOST < LAMBDA_ANSWER, character + ": " + entry);
    }
  }

  private static long envelope(String body) throws Exception {
    return new com.fasterxml.jackson.databind.ObjectMapper()
        .writeValueAsString(body)
        .getBytes(StandardCharsets.UTF_8)
        .length;
  }
}
