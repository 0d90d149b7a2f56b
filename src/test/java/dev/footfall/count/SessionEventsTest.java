package dev.footfall.count;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One session's events, in order and page by page. */
@QuarkusTest
class SessionEventsTest {
  private static final Instant NOON = Instant.parse("2025-05-05T12:00:00Z");

  private final UUID campaign = UUID.randomUUID();
  private final UUID session = UUID.randomUUID();

  private TestEvent event(Instant time) {
    return TestEvent.of(campaign, "page_view", time).inSession(session);
  }

  /** Seven events a second, so that pages end between events of the same time. */
  private List<TestEvent> stored(int number) {
    List<TestEvent> events =
        IntStream.range(0, number).mapToObj(i -> event(NOON.plusSeconds(i / 7))).toList();
    TestEvent.store(events);
    return events;
  }

  private Response page(String name, Object value) {
    return given().queryParam(name, value).get("/v1/sessions/" + session + "/events");
  }

  @Test
  void eventsComeByTimeAndThenByIdAsTheDatabaseOrdersIt() {
    List<TestEvent> events = stored(30);

    List<String> ids = page("limit", 100).jsonPath().getList("events.id");

    assertEquals(
        events.stream()
            .sorted(Comparator.comparing(TestEvent::time).thenComparing(e -> e.id().toString()))
            .map(event -> event.id().toString())
            .toList(),
        ids);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 10, 29, 30, 31, 1000})
  void pagesOfAnySizeHoldEachEventOnce(int limit) {
    stored(30);
    List<String> whole = page("limit", 100).jsonPath().getList("events.id");

    List<String> ids = walk(limit, "*");

    assertEquals(whole, ids);
  }

  /** Follows {@code next} to the end; every page must be answered with 200. */
  private List<String> walk(int limit, String claim) {
    List<String> ids = new ArrayList<>();
    String next = "0_00000000-0000-0000-0000-000000000000";
    while (next != null) {
      JsonPath page =
          given()
              .header("Test-Campaigns", claim)
              .queryParam("limit", limit)
              .queryParam("after", next)
              .get("/v1/sessions/" + session + "/events")
              .then()
              .statusCode(200)
              .extract()
              .jsonPath();
      ids.addAll(page.getList("events.id"));
      next = page.getString("next");
    }
    return ids;
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void whoMaySeeTheCampaignReachesTheEndOfItsSessions(int limit) {
    stored(12);

    List<String> ids = walk(limit, campaign.toString());

    assertEquals(12, ids.size());
  }

  @Test
  void thePageThatHoldsTheLastEventHasNoNext() {
    stored(5);

    Response page = page("limit", 5);

    page.then().statusCode(200).body("events", hasSize(5)).body("next", nullValue());
  }

  @Test
  void aPageAfterTheLastEventIsEmptyForWhoMaySeeTheCampaign() {
    stored(1);

    Response page =
        given()
            .header("Test-Campaigns", campaign)
            .queryParam("after", new SessionCursor(Instant.now(), UUID.randomUUID()).toString())
            .get("/v1/sessions/" + session + "/events");

    page.then().statusCode(200).body("events", hasSize(0));
  }

  @Test
  void anEventShowsWhatWasSentAndHowLateItCame() {
    TestEvent event = event(Instant.parse("2025-05-05T12:00:00.123456Z"));
    TestEvent.store(event);

    JsonPath shown = page("limit", 1).jsonPath();

    OffsetDateTime created = OffsetDateTime.parse(shown.getString("events[0].created_at"));
    assertAll(
        () -> assertEquals(session.toString(), shown.getString("session_id")),
        () -> assertEquals(event.id().toString(), shown.getString("events[0].id")),
        () -> assertEquals(campaign.toString(), shown.getString("events[0].campaign_id")),
        () -> assertEquals("page_view", shown.getString("events[0].event_type")),
        () -> assertEquals(event.time().toString(), shown.getString("events[0].event_time")),
        () -> assertEquals("{}", shown.getMap("events[0].metadata").toString()),
        () ->
            assertEquals(
                Duration.between(event.time(), created.toInstant()).toMillis(),
                shown.getLong("events[0].lag_ms")));
  }

  @Test
  void aThousandEventsAreTheMostOnAPage() {
    stored(1001);

    Response page = page("limit", 1000);

    page.then().statusCode(200).body("events", hasSize(1000));
  }

  @Test
  void withoutALimitAPageHoldsAHundred() {
    stored(101);

    Response page = given().get("/v1/sessions/" + session + "/events");

    page.then().statusCode(200).body("events", hasSize(100));
  }

  @ParameterizedTest
  @CsvSource({
    "limit, 0",
    "limit, 1001",
    "limit, -1",
    "limit, 1.5",
    "limit, ''",
    "limit, 99999999999",
    "after, nonsense",
    "after, ''",
    "after, 1_2",
    "offset, 10"
  })
  void aBadParameterIsNamed(String name, String value) {
    Response page = page(name, value);

    page.then().statusCode(400).contentType("application/problem+json").body("field", is(name));
  }

  @Test
  void aSessionIdThatIsNoUuidIsNamed() {
    Response page = given().get("/v1/sessions/me/events");

    page.then().statusCode(400).body("field", is("session_id"));
  }

  @Test
  void anothersSessionIsRefused() {
    stored(1);

    Response page =
        given()
            .header("Test-Campaigns", UUID.randomUUID())
            .get("/v1/sessions/" + session + "/events");

    page.then().statusCode(403).contentType("application/problem+json");
  }

  @Test
  void ofASharedSessionOnlyTheCallersCampaignIsShown() {
    TestEvent own = event(NOON);
    TestEvent.store(own, TestEvent.of(UUID.randomUUID(), "other", NOON).inSession(session));

    List<String> ids = walk(1, campaign.toString());

    assertEquals(List.of(own.id().toString()), ids);
  }

  @Test
  void aSessionThatNobodyHasIsAnEmptyPage() {
    Response page =
        given()
            .header("Test-Campaigns", campaign)
            .get("/v1/sessions/" + UUID.randomUUID() + "/events");

    page.then().statusCode(200).body("events", hasSize(0)).body("next", nullValue());
  }
}
