package dev.footfall.count;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The campaigns that a caller may see, with what they have in a window. */
@QuarkusTest
class CampaignsTest {
  private static final Instant MIDDLE = Instant.parse("2025-03-30T01:00:00Z");

  private final UUID campaign = UUID.randomUUID();

  private static Response list(String claim, Instant from, Instant to) {
    return given()
        .header("Test-Campaigns", claim)
        .queryParam("from", from.toString())
        .queryParam("to", to.toString())
        .get("/v1/campaigns");
  }

  @Test
  void totalsAndTimesAreExactAtAnyBoundary() {
    long seed = System.nanoTime();
    RandomTraffic traffic = new RandomTraffic(seed);
    List<TestEvent> events = traffic.events(campaign, MIDDLE, 1500);
    TestEvent.store(events);

    for (int i = 0; i < 150; i++) {
      Window window = traffic.window(MIDDLE);
      JsonPath answer =
          list(campaign.toString(), window.from(), window.to())
              .then()
              .statusCode(200)
              .extract()
              .jsonPath();
      check(events, window, answer, "seed " + seed + ", " + window);
    }
  }

  private void check(List<TestEvent> all, Window window, JsonPath answer, String what) {
    List<Instant> times =
        all.stream()
            .map(TestEvent::time)
            .filter(time -> !time.isBefore(window.from()) && time.isBefore(window.to()))
            .sorted()
            .toList();
    String first = times.isEmpty() ? null : times.get(0).toString();
    String last = times.isEmpty() ? null : times.get(times.size() - 1).toString();
    assertAll(
        what,
        () -> assertEquals(campaign.toString(), answer.getString("campaigns[0].campaign_id")),
        () -> assertEquals(times.size(), answer.getInt("campaigns[0].total")),
        () -> assertEquals(first, instant(answer, "campaigns[0].first_event_time")),
        () -> assertEquals(last, instant(answer, "campaigns[0].last_event_time")));
  }

  private static String instant(JsonPath answer, String path) {
    String text = answer.getString(path);
    return text == null ? null : Instant.parse(text).toString();
  }

  @Test
  void aListOfCampaignsShowsTheseAndNoOthers() {
    UUID other = UUID.randomUUID();
    TestEvent.store(
        TestEvent.of(campaign, "a", MIDDLE),
        TestEvent.of(other, "a", MIDDLE),
        TestEvent.of(UUID.randomUUID(), "a", MIDDLE));

    Response answer = list(campaign + " " + other, MIDDLE, MIDDLE.plusSeconds(1));

    answer
        .then()
        .statusCode(200)
        .body(
            "campaigns.campaign_id",
            is(
                List.of(campaign, other).stream()
                    .map(UUID::toString)
                    .sorted(Comparator.naturalOrder())
                    .toList()))
        .body("campaigns.total", is(List.of(1, 1)));
  }

  @Test
  void whoMaySeeAllSeesEachCampaignOnce() {
    TestEvent.store(TestEvent.of(campaign, "a", MIDDLE), TestEvent.of(campaign, "b", MIDDLE));

    Response answer = list("*", MIDDLE, MIDDLE.plusSeconds(1));

    answer
        .then()
        .statusCode(200)
        .body(
            "campaigns.findAll { it.campaign_id == '%s' }.total".formatted(campaign),
            is(List.of(2)));
  }

  @Test
  void aCampaignWithoutEventsInTheWindowHasNoTimes() {
    TestEvent.store(TestEvent.of(campaign, "a", MIDDLE));

    Response answer = list(campaign.toString(), MIDDLE.plusSeconds(1), MIDDLE.plusSeconds(2));

    answer
        .then()
        .body("campaigns[0].total", is(0))
        .body("campaigns[0].first_event_time", nullValue())
        .body("campaigns[0].last_event_time", nullValue())
        .body("from", is(MIDDLE.plusSeconds(1).toString()))
        .body("to", is(MIDDLE.plusSeconds(2).toString()));
  }

  @Test
  void whoMaySeeNoCampaignSeesAnEmptyList() {
    TestEvent.store(TestEvent.of(campaign, "a", MIDDLE));

    Response answer = list("", MIDDLE, MIDDLE.plusSeconds(1));

    answer.then().statusCode(200).body("campaigns", hasSize(0));
  }

  @Test
  void withoutAWindowTheLastThirtyDaysAreListed() {
    TestEvent.store(
        TestEvent.of(campaign, "a", Instant.now().minusSeconds(60)),
        TestEvent.of(campaign, "a", Instant.now().minusSeconds(31 * 86_400)));

    Response answer = given().get("/v1/campaigns");

    answer
        .then()
        .statusCode(200)
        .body("campaigns.findAll { it.campaign_id == '%s' }.total".formatted(campaign), hasItem(1));
  }

  @ParameterizedTest
  @CsvSource({"from, yesterday", "to, 2025-01-01", "campaign_id, 1", "limit, 5"})
  void aBadParameterIsNamed(String name, String value) {
    Response answer = given().queryParam(name, value).get("/v1/campaigns");

    answer.then().statusCode(400).body("field", is(name));
  }
}
