package dev.footfall.count;

import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.query.Window;
import dev.footfall.testsupport.Http;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The campaigns that a caller may see, with what they have in a window. */
@QuarkusTest
class CampaignsTest {
  private static final Instant MIDDLE = Instant.parse("2025-03-30T01:00:00Z");

  private final UUID campaign = UUID.randomUUID();

  private static Response list(Object claim, Instant from, Instant to) {
    return Http.getAs(claim, "/v1/campaigns", "from", from, "to", to);
  }

  @Test
  void totalsAndTimesAreExactAtAnyBoundary() {
    long seed = System.nanoTime();
    RandomTraffic traffic = new RandomTraffic(seed);
    List<TestEvent> events = traffic.events(campaign, MIDDLE, 1500);
    TestEvent.store(events);

    for (int i = 0; i < 150; i++) {
      Window window = traffic.window(MIDDLE);
      Response answer = list(campaign, window.from(), window.to());
      answer.then().statusCode(200);
      check(events, window, answer, "seed " + seed + ", " + window);
    }
  }

  private void check(List<TestEvent> all, Window window, Response answer, String what) {
    List<Instant> times =
        all.stream()
            .map(TestEvent::time)
            .filter(time -> !time.isBefore(window.from()) && time.isBefore(window.to()))
            .sorted()
            .toList();
    String first = times.isEmpty() ? null : times.get(0).toString();
    String last = times.isEmpty() ? null : times.get(times.size() - 1).toString();
    JsonPath listed = answer.jsonPath().setRootPath("campaigns[0]");
    assertAll(
        what,
        () -> assertEquals(campaign.toString(), listed.getString("campaign_id")),
        () -> assertEquals(times.size(), listed.getInt("total")),
        () -> assertEquals(first, instant(listed, "first_event_time")),
        () -> assertEquals(last, instant(listed, "last_event_time")));
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

    List<String> both = Stream.of(campaign, other).map(UUID::toString).sorted().toList();
    answer
        .then()
        .statusCode(200)
        .body("campaigns.campaign_id", is(both))
        .body("campaigns.total", is(List.of(1, 1)));
  }

  /** Where an answer has this campaign's total, among others. */
  private String total() {
    return "campaigns.findAll { it.campaign_id == '%s' }.total".formatted(campaign);
  }

  @Test
  void whoMaySeeAllSeesEachCampaignOnce() {
    TestEvent.store(TestEvent.of(campaign, "a", MIDDLE), TestEvent.of(campaign, "b", MIDDLE));

    Response answer = list("*", MIDDLE, MIDDLE.plusSeconds(1));

    answer.then().statusCode(200).body(total(), is(List.of(2)));
  }

  @Test
  void aCampaignWithoutEventsInTheWindowHasNoTimes() {
    TestEvent.store(TestEvent.of(campaign, "a", MIDDLE));

    Response answer = list(campaign, MIDDLE.plusSeconds(1), MIDDLE.plusSeconds(2));

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

    Response answer = Http.get("/v1/campaigns");

    answer.then().statusCode(200).body(total(), hasItem(1));
  }

  @ParameterizedTest
  @CsvSource({"from, yesterday", "to, 2025-01-01", "campaign_id, 1", "limit, 5"})
  void aBadParameterIsNamed(String name, String value) {
    Http.get("/v1/campaigns", name, value).then().statusCode(400).body("field", is(name));
  }
}
