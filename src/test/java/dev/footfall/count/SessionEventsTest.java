package dev.footfall.count;

import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.testsupport.Http;
import dev.footfall.testsupport.TestEvent;
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
    return TestEvent.of(campaign, "page_view", time).with("session_id", session);
  }

  /** Seven events a second, so that pages end between events of the same time. */
  private List<TestEvent> stored(int number) {
    List<TestEvent> events =
        IntStream.range(0, number).mapToObj(i -> event(NOON.plusSeconds(i / 7))).toList();
    TestEvent.store(events);
    return events;
  }

  private Response page(Object... parameters) {
    return pageAs("*", parameters);
  }

  private Response pageAs(Object campaigns, Object... parameters) {
    return Http.getAs(campaigns, "/v1/sessions/" + session + "/events", parameters);
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
  private List<String> walk(int limit, Object campaigns) {
    List<String> ids = new ArrayList<>();
    String next = "0_00000000-0000-0000-0000-000000000000";
    while (next != null) {
      Response page = pageAs(campaigns, "limit", limit, "after", next);
      page.then().statusCode(200);
      ids.addAll(page.jsonPath().getList("events.id"));
      next = page.jsonPath().getString("next");
    }
    return ids;
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void whoMaySeeTheCampaignReachesTheEndOfItsSessions(int limit) {
    stored(12);

    List<String> ids = walk(limit, campaign);

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

    EventCursor last = new EventCursor(Instant.now(), UUID.randomUUID());
    Response page = pageAs(campaign, "after", last);

    page.then().statusCode(200).body("events", hasSize(0));
  }

  @Test
  void anEventShowsWhatWasSentAndHowLateItCame() {
    TestEvent event = event(Instant.parse("2025-05-05T12:00:00.123456Z"));
    TestEvent.store(event);

    Response page = page("limit", 1);

    JsonPath shown = page.jsonPath().setRootPath("events[0]");
    OffsetDateTime created = OffsetDateTime.parse(shown.getString("created_at"));
    Duration lag = Duration.between(event.time(), created.toInstant());
    page.then().body("session_id", is(session.toString()));
    assertAll(
        () -> assertEquals(event.id().toString(), shown.getString("id")),
        () -> assertEquals(campaign.toString(), shown.getString("campaign_id")),
        () -> assertEquals("page_view", shown.getString("event_type")),
        () -> assertEquals(event.time().toString(), shown.getString("event_time")),
        () -> assertEquals("{}", shown.getMap("metadata").toString()),
        () -> assertEquals(lag.toMillis(), shown.getLong("lag_ms")));
  }

  @Test
  void aThousandEventsAreTheMostOnAPage() {
    stored(1001);

    page("limit", 1000).then().statusCode(200).body("events", hasSize(1000));
  }

  @Test
  void withoutALimitAPageHoldsAHundred() {
    stored(101);

    page().then().statusCode(200).body("events", hasSize(100));
  }

  @ParameterizedTest
  @CsvSource({
    "limit, 0", "limit, 1001", "limit, -1", "limit, 1.5", "limit, ''",
    "limit, 99999999999", "after, nonsense", "after, ''", "after, 1_2", "offset, 10"
  })
  void aBadParameterIsNamed(String name, String value) {
    page(name, value)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("field", is(name));
  }

  @Test
  void aSessionIdThatIsNoUuidIsNamed() {
    Http.get("/v1/sessions/me/events").then().statusCode(400).body("field", is("session_id"));
  }

  @Test
  void anothersSessionIsRefused() {
    stored(1);

    Response page = pageAs(UUID.randomUUID());

    page.then().statusCode(403).contentType("application/problem+json");
  }

  @Test
  void ofASharedSessionOnlyTheCallersCampaignIsShown() {
    TestEvent own = event(NOON);
    TestEvent.store(
        own, TestEvent.of(UUID.randomUUID(), "other", NOON).with("session_id", session));

    List<String> ids = walk(1, campaign);

    assertEquals(List.of(own.id().toString()), ids);
  }

  @Test
  void aSessionThatNobodyHasIsAnEmptyPage() {
    Response page = pageAs(campaign);

    page.then().statusCode(200).body("events", hasSize(0)).body("next", nullValue());
  }
}
