package dev.footfall.count;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.query.Window;
import dev.footfall.testsupport.Http;
import dev.footfall.testsupport.Owner;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A campaign's events as they are stored, in order and page by page. */
@QuarkusTest
class ExportTest {
  private static final Instant MIDDLE = Instant.parse("2025-03-30T01:00:00Z");

  private final UUID campaign = UUID.randomUUID();
  @Inject Owner owner;

  private Response page(Object... parameters) {
    return Http.get("/v1/events?campaign_id=" + campaign, parameters);
  }

  private Response page(Window window, List<String> types, int limit, String after) {
    String chosen = types.isEmpty() ? "" : "&event_type=" + String.join("&event_type=", types);
    return Http.get(
        "/v1/events?campaign_id=" + campaign + chosen + (after == null ? "" : "&after=" + after),
        "from",
        window.from(),
        "to",
        window.to(),
        "limit",
        limit);
  }

  /** Seven events a second of three types, so that pages end between events of the same time. */
  private void store(int number) {
    TestEvent.store(
        IntStream.range(0, number)
            .mapToObj(i -> TestEvent.of(campaign, "t" + i % 3, MIDDLE.plusSeconds(i / 7)))
            .toList());
  }

  private List<String> expected(Window window, List<String> types) {
    return owner.stored(campaign).stream()
        .filter(row -> !row.time().isBefore(window.from()) && row.time().isBefore(window.to()))
        .filter(row -> types.isEmpty() || types.contains(row.type()))
        .map(row -> row.id().toString())
        .toList();
  }

  /** Follows {@code next} to the end. */
  private List<String> walk(Window window, List<String> types, int limit) {
    List<String> ids = new ArrayList<>();
    String next = null;
    do {
      Response page = page(window, types, limit, next);
      page.then().statusCode(200);
      ids.addAll(page.jsonPath().getList("events.id"));
      next = page.jsonPath().getString("next");
    } while (next != null && ids.size() < 10_000);
    return ids;
  }

  @Test
  void pagesHoldEachEventOfAnyWindowAndTypesOnceAndInOrder() {
    long seed = System.nanoTime();
    RandomTraffic traffic = new RandomTraffic(seed);
    List<TestEvent> events = traffic.events(campaign, MIDDLE, 600);
    TestEvent.store(events.subList(0, 400));
    owner.execute("SELECT fold_event_counts(1000000)");
    TestEvent.store(events.subList(400, 600));

    for (int i = 0; i < 25; i++) {
      Window window = traffic.window(MIDDLE);
      List<String> types = traffic.types();
      assertEquals(
          expected(window, types),
          walk(window, types, 37 + i * 40),
          "seed " + seed + ", " + window + types);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 29, 30, 31})
  void pagesOfAnySizeHoldEachEventOnce(int limit) {
    store(30);
    Window window = new Window(MIDDLE, MIDDLE.plusSeconds(60));

    assertEquals(expected(window, List.of()), walk(window, List.of(), limit));
  }

  @Test
  void anEventIsShownAsItIsStored() {
    TestEvent event =
        TestEvent.of(campaign, "page_view", Instant.parse("2025-03-30T01:00:00.123456Z"))
            .raw("metadata", "{\"price\":1.50}");
    TestEvent.store(event);
    Owner.Row row = owner.row(event.id());

    Response page = page("from", MIDDLE, "to", MIDDLE.plusSeconds(1));

    JsonPath shown = page.jsonPath().setRootPath("events[0]");
    String metadata = page.asString().replaceAll(".*\"metadata\":|\\}\\]\\}$", "");
    page.then()
        .statusCode(200)
        .body("campaign_id", is(campaign.toString()))
        .body("from", is(MIDDLE.toString()))
        .body("to", is(MIDDLE.plusSeconds(1).toString()))
        .body("next", nullValue());
    assertAll(
        () -> assertEquals(event.id().toString(), shown.getString("id")),
        () -> assertEquals(row.session().toString(), shown.getString("session_id")),
        () -> assertEquals("page_view", shown.getString("event_type")),
        () -> assertEquals(event.time().toString(), shown.getString("event_time")),
        () ->
            assertEquals(
                row.createdAt(), OffsetDateTime.parse(shown.getString("created_at")).toInstant()),
        () -> assertEquals(row.metadata(), metadata));
  }

  @ParameterizedTest
  @CsvSource({"format, ndjson, */*", "limit, 2, application/x-ndjson"})
  void asLinesTheNextPageIsInALink(String name, String value, String accept) {
    store(5);
    String path =
        "/v1/events?campaign_id=%s&from=%s&to=%s&limit=2"
            .formatted(campaign, MIDDLE, MIDDLE.plusSeconds(9));
    String query = name.equals("limit") ? "" : "&" + name + "=" + value;

    List<String> ids = new ArrayList<>();
    String next = path + query;
    for (int pages = 0; next != null && pages < 9; pages++) {
      Response page = given().urlEncodingEnabled(false).accept(accept).get(next);
      page.then().statusCode(200).contentType(startsWith("application/x-ndjson"));
      page.asString().lines().forEach(line -> ids.add(JsonPath.from(line).getString("id")));
      String link = page.header("Link");
      next = link == null ? null : "/v1/events" + link.replaceAll("^<|>; rel=\"next\"$", "");
    }

    assertEquals(expected(new Window(MIDDLE, MIDDLE.plusSeconds(9)), List.of()), ids);
  }

  @ParameterizedTest
  @CsvSource({"1000, 1000", "100, 0"})
  void aPageHoldsAHundredEventsOrUpToAThousand(int size, int limit) {
    store(1001);
    Window window = new Window(MIDDLE, MIDDLE.plusSeconds(600));
    Object[] bounds = {"from", window.from(), "to", window.to()};

    Response page = limit == 0 ? page(bounds) : page(window, List.of(), limit, null);

    page.then().statusCode(200).body("events", hasSize(size));
  }

  @Test
  void anEmptyWindowIsAnEmptyPage() {
    page("from", MIDDLE, "to", MIDDLE).then().statusCode(200).body("events", hasSize(0));
  }

  @ParameterizedTest
  @CsvSource({
    "limit, 0",
    "limit, 1001",
    "limit, x",
    "after, nonsense",
    "format, csv",
    "format, ''",
    "event_type, a b",
    "from, yesterday",
    "to, 2025-01-01",
    "interval, day"
  })
  void aBadParameterIsNamed(String name, String value) {
    page(name, value).then().statusCode(400).body("field", is(name));
  }

  @Test
  void anotherFormatIsNotAcceptable() {
    given()
        .accept("text/csv")
        .get("/v1/events?campaign_id={campaign}", campaign)
        .then()
        .statusCode(406);
  }
}
