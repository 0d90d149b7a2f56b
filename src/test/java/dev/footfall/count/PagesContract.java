package dev.footfall.count;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.Json;
import dev.footfall.testsupport.ServiceTest;
import dev.footfall.testsupport.TestEvent;
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
abstract class PagesContract extends ServiceTest {
  static final Instant NOON = Instant.parse("2025-05-05T12:00:00Z");

  final UUID session = UUID.randomUUID();

  /** The list of the campaign's or the session's events. */
  abstract String path();

  TestEvent event(Instant time) {
    return TestEvent.of(campaign, "page_view", time).with("session_id", session);
  }

  /** Stores seven events a second, of three types: pages end between events of the same time. */
  List<TestEvent> stored(int number) {
    List<TestEvent> events =
        IntStream.range(0, number)
            .mapToObj(i -> event(NOON.plusSeconds(i / 7)).with("event_type", "t" + i % 3))
            .toList();
    TestEvent.store(events);
    return events;
  }

  Answer page(Object... parameters) {
    return get(path(), parameters);
  }

  static List<String> ids(Answer page) {
    return page.is(200).json().get("events").findValuesAsText("id");
  }

  /** Follows {@code next} to the end, as a caller with this claim; the ids of all events. */
  List<String> walk(int limit, Object claim) {
    List<String> ids = new ArrayList<>();
    JsonNode next = Json.of(EventCursor.START.toString());
    while (next != null) {
      Answer page = getAs(claim, path(), "limit", limit, "after", next.asText());
      ids.addAll(ids(page));
      next = page.json().get("next");
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

    assertEquals(5, ids(page("limit", 5).shows("/next", null)).size());
  }

  @ParameterizedTest
  @CsvSource({"2000-01-01T00:00:00Z, 1", "2099-01-01T00:00:00.000001Z, 0"})
  void aPageAfterAnyTimeIsReadByWhoMaySeeTheCampaign(Instant after, int events) {
    stored(1);
    EventCursor cursor = new EventCursor(after, UUID.randomUUID());

    assertEquals(events, ids(getAs(campaign, path(), "after", cursor)).size());
  }

  @Test
  void anEventShowsWhatWasSentAndHowLateItCame() {
    Instant time = Instant.parse("2025-05-05T12:00:00.123456Z");
    TestEvent event = event(time).raw("metadata", "{\"price\":1.50}");
    TestEvent.store(event);

    Answer page = page("limit", 1);

    OffsetDateTime created = OffsetDateTime.parse(page.at("/events/0/created_at"));
    page.shows(
        "/events/0/id", event.id(),
        "/events/0/event_type", "page_view",
        "/events/0/event_time", time.toString(),
        "/events/0/lag_ms", Duration.between(time, created.toInstant()).toMillis());
    String metadata = page.text().replaceAll("^.*\"metadata\":|}]}$", "");
    assertEquals("{\"price\": 1.50}", metadata, "as PostgreSQL writes it");
  }

  @Test
  void aPageHoldsAHundredEventsOrUpToAThousand() {
    stored(1001);

    assertEquals(100, ids(page()).size());
    assertEquals(1000, ids(page("limit", 1000)).size());
  }

  @ParameterizedTest
  @CsvSource({
    "limit, 0", "limit, 1001", "limit, -1", "limit, 1.5", "limit, ''",
    "limit, 99999999999", "after, nonsense", "after, ''", "after, 1_2", "offset, 10",
    "after, 1", "after, _ID", "after, -1_ID", "after, 1_", "after, 123456789012345678_ID",
    "after, 1_ID0", "after, 1 ID", "after, 1_0199aabb-0-7000-8000-00000000000000000001"
  })
  void aBadParameterIsNamed(String name, String value) {
    page(name, value.replace("ID", "" + session)).isProblem(400, name);
  }
}
