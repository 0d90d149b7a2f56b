package dev.footfall.count;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A campaign's events. */
@QuarkusTest
class ExportTest extends PagesContract {
  private static final Instant MIDDLE = Instant.parse("2025-03-30T01:00:00Z");

  private Window window = new Window(NOON, NOON.plusSeconds(86_400));
  private List<String> types = List.of();
  @Inject Owner owner;

  @Override
  String path() {
    String chosen = types.isEmpty() ? "" : "&event_type=" + String.join("&event_type=", types);
    return "/v1/events?campaign_id=%s&from=%s&to=%s%s"
        .formatted(campaign, window.from(), window.to(), chosen);
  }

  private List<String> expected() {
    return owner.stored(campaign).stream()
        .filter(row -> !row.time().isBefore(window.from()) && row.time().isBefore(window.to()))
        .filter(row -> types.isEmpty() || types.contains(row.type()))
        .map(row -> row.id().toString())
        .toList();
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
      window = traffic.window(MIDDLE);
      types = traffic.types();
      assertEquals(expected(), walk(37 + i * 38, "*"), "seed " + seed + ", " + path());
    }
  }

  @Test
  void theCampaignTheWindowAndEachEventsSessionAreNamed() {
    stored(1);

    page()
        .then()
        .body("campaign_id", is(campaign.toString()))
        .body("from", is(window.from().toString()))
        .body("to", is(window.to().toString()))
        .body("events[0].session_id", is(session.toString()));
  }

  @ParameterizedTest
  @CsvSource({"&format=ndjson, */*", "'', application/x-ndjson", "&format=ndjson, text/csv"})
  void asLinesTheNextPageIsInALink(String format, String accept) {
    stored(5);

    List<String> ids = new ArrayList<>();
    String next = path() + format + "&limit=2";
    while (next != null && ids.size() < 9) {
      Response page = given().urlEncodingEnabled(false).accept(accept).get(next);
      page.then().statusCode(200).contentType(startsWith("application/x-ndjson"));
      page.asString().lines().forEach(line -> ids.add(JsonPath.from(line).getString("id")));
      String link = page.header("Link");
      next = link == null ? null : "/v1/events" + link.replaceAll("^<|>; rel=\"next\"$", "");
    }

    assertEquals(expected(), ids);
  }

  @Test
  void anEmptyWindowIsAnEmptyPage() {
    stored(1);
    window = new Window(NOON, NOON);

    page().then().statusCode(200).body("events", hasSize(0));
  }

  @ParameterizedTest
  @CsvSource({"format, csv", "format, ''", "event_type, a b", "from, yesterday", "to, 2025-01-01"})
  void aBadParameterOfAnExportIsNamed(String name, String value) {
    Http.get("/v1/events?campaign_id=" + campaign, name, value)
        .then()
        .statusCode(400)
        .body("field", is(name));
  }

  @Test
  void anotherFormatIsNotAcceptable() {
    given().accept("text/csv").get(path()).then().statusCode(406);
  }
}
