package dev.footfall.count;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.query.Window;
import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.Http;
import dev.footfall.testsupport.Json;
import dev.footfall.testsupport.RandomTraffic;
import io.quarkus.test.junit.QuarkusTest;
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
    RandomTraffic traffic = new RandomTraffic();
    storeAndFold(traffic.events(campaign, MIDDLE, 600));

    for (int i = 0; i < 25; i++) {
      window = traffic.window(MIDDLE);
      types = traffic.types();
      assertEquals(expected(), walk(37 + i * 38, "*"), traffic + ", " + path());
    }
  }

  @Test
  void theCampaignTheWindowAndEachEventsSessionAreNamed() {
    stored(1);

    page()
        .shows("/campaign_id", campaign, "/events/0/session_id", session)
        .shows("/from", window.from().toString(), "/to", window.to().toString());
  }

  @ParameterizedTest
  @CsvSource({"&format=ndjson, */*", "'', application/x-ndjson", "&format=ndjson, text/csv"})
  void asLinesTheNextPageIsInALink(String format, String accept) {
    stored(5);

    List<String> ids = new ArrayList<>();
    String next = path() + format + "&limit=2";
    while (next != null && ids.size() < 9) {
      Answer page = Http.raw("GET", next, "Accept", accept).is(200);
      assertEquals("application/x-ndjson", page.type());
      page.text().lines().forEach(line -> ids.add(Json.read(line).get("id").asText()));
      String link = page.header("Link");
      next = link == null ? null : "/v1/events" + link.replaceAll("^<|>; rel=\"next\"$", "");
    }

    assertEquals(expected(), ids);
  }

  @Test
  void anEmptyWindowIsAnEmptyPage() {
    stored(1);
    window = new Window(NOON, NOON);

    assertEquals(List.of(), ids(page()));
  }

  @ParameterizedTest
  @CsvSource({"format, csv", "format, ''", "event_type, a b", "from, yesterday", "to, 2025-01-01"})
  void aBadParameterOfAnExportIsNamed(String name, String value) {
    get("/v1/events?campaign_id=" + campaign, name, value).isProblem(400, name);
  }

  @Test
  void anotherFormatIsNotAcceptable() {
    Http.raw("GET", path(), "Accept", "text/csv").is(406);
  }
}
