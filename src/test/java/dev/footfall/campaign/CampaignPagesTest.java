package dev.footfall.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.ApiGatewayEvent;
import dev.footfall.testsupport.Json;
import dev.footfall.testsupport.ServiceTest;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of the list, and what a search finds. The ids of each test begin with its own digits. */
@QuarkusTest
class CampaignPagesTest extends ServiceTest {
  private static final int LAMBDA_ANSWER = 6 * 1024 * 1024;

  private final long prefix = UUID.randomUUID().getMostSignificantBits() & ~0xffffffffL;

  /** The eight digits that all ids of this test begin with. */
  private final String beginning = id(0).toString().substring(0, 8);

  private UUID id(int number) {
    return new UUID(prefix | number << 16 | 0x4000, 0x8000_0000_0000_0000L | number);
  }

  private List<String> ids(int... numbers) {
    return IntStream.of(numbers).mapToObj(this::id).map(UUID::toString).toList();
  }

  private void storeAnEventOf(IntStream numbers) {
    TestEvent.store(numbers.mapToObj(i -> TestEvent.of(id(i))).toList());
  }

  private static void name(UUID campaign, String name) {
    ApiGatewayEvent.of("PUT", "/v1/campaigns/" + campaign)
        .header("content-type", JSON)
        .body(Json.bytes(Map.of("name", name)))
        .send()
        .is(200);
  }

  private static List<String> listed(Answer page) {
    return page.is(200).json().get("campaigns").findValuesAsText("campaign_id");
  }

  private static List<String> found(Object claim, Object q) {
    return listed(getAs(claim, "/v1/campaigns", "q", q, "limit", 1000));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void pagesFollowEachOtherWithoutGapOrRepetition(boolean all) {
    storeAnEventOf(IntStream.of(0, 2, 4, 6, 8));
    name(id(3), "no event");
    List<String> expected = ids(0, 2, 3, 4, 6, 8);
    String claim = all ? "*" : String.join(" ", expected);

    List<List<String>> pages = new ArrayList<>();
    String after = "00000000-0000-0000-0000-000000000000";
    while (!after.isEmpty() && pages.size() < 10) {
      Answer page = getAs(claim, "/v1/campaigns", "q", beginning, "limit", 2, "after", after);
      pages.add(listed(page));
      after = page.at("/next");
    }

    assertEquals(
        List.of(expected.subList(0, 2), expected.subList(2, 4), expected.subList(4, 6)), pages);
  }

  @Test
  void withoutASearchAPageGoesOnFromAnyId() {
    storeAnEventOf(IntStream.of(1, 3));
    name(id(2), "between");

    Answer page = get("/v1/campaigns", "limit", 2, "after", id(0)).shows("/next", id(2));

    assertEquals(ids(1, 2), listed(page));
  }

  @Test
  void aPageHoldsTwoHundredUnlessAnotherNumberIsRequested() {
    storeAnEventOf(IntStream.range(0, 201));

    Answer page = get("/v1/campaigns", "q", beginning).shows("/next", id(199));
    assertEquals(200, listed(page).size());
    assertEquals(1, listed(get("/v1/campaigns", "q", beginning, "limit", 1)).size());
    assertEquals(201, found("*", beginning).size());
  }

  @Test
  void aCampaignIsFoundByItsIdAndByTheBeginningOfIt() {
    storeAnEventOf(IntStream.of(1, 2));
    String id = id(1).toString();

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
      assertEquals(List.of(id), found(id + " " + id(2), q), q);
    }
    assertEquals(ids(1, 2), found("*", id.substring(0, 9)));
    assertEquals(List.of(), found("*", id.substring(1, 36)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "pring | true", "SPRING SALE | true", "größe | true",
        "GRÖSSE | false", "ÄRMEL | true", "100% | true",
        "1__% | false", "a_b | true", "axb | false",
        "% | true", "' OR true -- | false", "\\ | false",
        "Spring  Sale | false"
      })
  void aCampaignIsFoundByAPartOfItsNameInWhichNothingIsAWildcard(String q, boolean matches) {
    name(id(1), "Spring Sale " + beginning + " 100% a_b Größe ärmel");
    name(id(2), "Autumn");
    String claim = String.join(" ", ids(1, 2));

    assertEquals(matches ? ids(1) : List.of(), found(claim, q));
    assertEquals(matches, found("*", q).contains(id(1).toString()));
  }

  @Test
  void aNameThatLooksLikeTheBeginningOfAnIdIsFoundAsWell() {
    storeAnEventOf(IntStream.of(1));
    UUID named = UUID.randomUUID();
    name(named, "Code " + beginning);

    assertEquals(
        Stream.of(id(1), named).map(UUID::toString).sorted().toList(), found("*", beginning));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201})
  void aSearchIsAtMostAsLongAsAName(int length) {
    get("/v1/campaigns", "q", "x".repeat(length)).is(length == 200 ? 200 : 400);
  }

  @Test
  void aSearchForNothingFindsAll() {
    assertEquals(ids(1), found(id(1), ""));
  }

  @Test
  void aCampaignIsListedWithOrWithoutEventsAndName() {
    name(id(1), "Named");
    JsonNode named = entry(id(1), "\"name\":\"Named\",");

    getAs(String.join(" ", ids(1, 2)), "/v1/campaigns")
        .shows("/campaigns", List.of(named, entry(id(2), "")));
    get("/v1/campaigns", "q", id(1)).shows("/campaigns", List.of(named));
  }

  private static JsonNode entry(UUID campaign, String name) {
    return Json.read(
        """
        {"campaign_id":"%s",%s"total":0,"sessions":0,"first_event_time":null,"last_event_time":null}"""
            .formatted(campaign, name));
  }

  /** Jackson escapes a character beyond the first plane, and Lambda each backslash again. */
  @ParameterizedTest
  @ValueSource(strings = {"\uD83D\uDED2", "\"", "\\", "x"})
  void theLongestPageFitsAFunctionsAnswer(String character) {
    TestEvent.store(TestEvent.of(id(1)).with("event_time", "2025-01-01T00:00:00.123456Z"));
    name(id(1), character.repeat(CampaignName.MAX_CHARACTERS));

    String window = "?from=2025-01-01T00:00:00Z&to=2025-02-01T00:00:00Z";
    String page = get("/v1/campaigns" + window, "q", id(1)).text();

    assertTrue(page.contains(".123456Z"), page);
    // As long as if the total had all the digits that one can have.
    long entry = Json.bytes(page).length + String.valueOf(Long.MAX_VALUE).length();
    assertTrue(entry * CampaignQuery.MOST < LAMBDA_ANSWER, () -> "bytes: " + entry);
  }
}
