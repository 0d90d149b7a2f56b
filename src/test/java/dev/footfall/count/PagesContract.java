package dev.footfall.count;

import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.testsupport.Http;
import dev.footfall.testsupport.TestEvent;
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

/** What every list of stored events promises: its order, its pages, and how it shows an event. */
abstract class PagesContract {
  static final Instant NOON = Instant.parse("2025-05-05T12:00:00Z");

  final UUID campaign = UUID.randomUUID();
  final UUID session = UUID.randomUUID();

  /** The list of the campaign's or the session's events. */
  abstract String path();

  TestEvent event(Instant time) {
    return TestEvent.of(campaign, "page_view", time).with("session_id", session);
  }

  /** Seven events a second of three types, so that pages end between events of the same time. */
  List<TestEvent> stored(int number) {
    List<TestEvent> events =
        IntStream.range(0, number)
            .mapToObj(i -> event(NOON.plusSeconds(i / 7)).with("event_type", "t" + i % 3))
            .toList();
    TestEvent.store(events);
    return events;
  }

  Response page(Object... parameters) {
    return pageAs("*", parameters);
  }

  Response pageAs(Object campaigns, Object... parameters) {
    return Http.getAs(campaigns, path(), parameters);
  }

  /** Follows {@code next} to the end; every page must be answered with 200. */
  List<String> walk(int limit, Object campaigns) {
    List<String> ids = new ArrayList<>();
    String next = EventCursor.START.toString();
    while (next != null) {
      Response page = pageAs(campaigns, "limit", limit, "after", next);
      page.then().statusCode(200);
      ids.addAll(page.jsonPath().getList("events.id"));
      next = page.jsonPath().getString("next");
    }
    return ids;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 10, 29, 30, 31, 1000})
  void pagesOfAnySizeHoldEachEventOnceByTimeAndThenById(int limit) {
    List<TestEvent> events = stored(30);

    List<String> ids = walk(limit, campaign);

    assertEquals(
        events.stream()
            .sorted(Comparator.comparing(TestEvent::time).thenComparing(e -> e.id().toString()))
            .map(event -> event.id().toString())
            .toList(),
        ids);
  }

  @Test
  void thePageThatHoldsTheLastEventHasNoNext() {
    stored(5);

    page("limit", 5).then().statusCode(200).body("events", hasSize(5)).body("next", nullValue());
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
    TestEvent event =
        event(Instant.parse("2025-05-05T12:00:00.123456Z")).raw("metadata", "{\"price\":1.50}");
    TestEvent.store(event);

    Response page = page("limit", 1);

    JsonPath shown = page.jsonPath().setRootPath("events[0]");
    OffsetDateTime created = OffsetDateTime.parse(shown.getString("created_at"));
    Duration lag = Duration.between(event.time(), created.toInstant());
    assertAll(
        () -> assertEquals(event.id().toString(), shown.getString("id")),
        () -> assertEquals("page_view", shown.getString("event_type")),
        () -> assertEquals(event.time().toString(), shown.getString("event_time")),
        () -> assertEquals("{\"price\": 1.50}", metadata(page)),
        () -> assertEquals(lag.toMillis(), shown.getLong("lag_ms")));
  }

  /** As it is written, of the only event. */
  private static String metadata(Response page) {
    return page.asString().replaceAll("^.*\"metadata\":|}]}$", "");
  }

  @Test
  void aPageHoldsAHundredEventsOrUpToAThousand() {
    stored(1001);

    page().then().statusCode(200).body("events", hasSize(100));
    page("limit", 1000).then().statusCode(200).body("events", hasSize(1000));
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
}
