package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The events of one session are shown in order, and nothing in them is taken for markup. */
@QuarkusTest
class DashboardSessionTest extends DashboardWindow {
  private static final Instant NOON = Instant.parse("2025-05-05T12:00:00Z");
  private static final String HOSTILE = "<img src=x onerror='hacked = 1'></script><script>hacked";

  private final UUID session = UUID.randomUUID();

  private TestEvent event(String type, Duration afterNoon) {
    return TestEvent.of(campaign, type, NOON.plus(afterNoon)).with("session_id", session);
  }

  private void openSession() {
    open("campaign=" + campaign + "&session=" + session);
  }

  private void enterSession(String text) {
    open("campaign=" + campaign);
    page.fill("#session-id", text);
    page.press("#session-id", "Enter");
  }

  private void assertNothingIsMarkup(String place) {
    assertEquals(0, number("%1$s img, %1$s script".formatted(place)));
    assertNull(page.evaluate("window.hacked"));
  }

  @Test
  void eventsAreInOrderWithTheTimeBetweenThem() {
    TestEvent.store(
        event("purchase_completed", Duration.ofSeconds(3905)),
        event("page_view", Duration.ofMillis(250)),
        event("link_opened", Duration.ZERO));

    enterSession(" " + session.toString().toUpperCase(Locale.ROOT));

    seesTexts(List.of("link_opened", "page_view", "purchase_completed"), "#timeline strong");
    seesTexts(
        List.of(
            "Mon, 5 May 2025, 14:00:00.000",
            "Mon, 5 May 2025, 14:00:00.250",
            "Mon, 5 May 2025, 15:05:05.000"),
        "#timeline time");
    assertEquals("+250 ms", text("#timeline li:nth-child(2) .faint"));
    assertEquals("+1 h 5 min", text("#timeline li:nth-child(3) .faint"));
  }

  @Test
  void metadataIsShownExactlyAsStored() {
    String metadata = "{\"text\":\"%s\",\"exact\":12345678901234567890.10,\"list\":[true,null]}";
    TestEvent.store(event("page_view", Duration.ZERO).raw("metadata", metadata.formatted(HOSTILE)));

    openSession();

    seesText(
        """
        {
          "list": [
            true,
            null
          ],
          "text": "%s",
          "exact": 12345678901234567890.10
        }"""
            .formatted(HOSTILE),
        "#timeline pre");
    assertNothingIsMarkup("#timeline");
  }

  @Test
  void eventTypesAndValuesAreTextWhateverTheServiceReturns() {
    storePageViews(1);
    window(options());
    respond(
        "**/v1/counts?*",
        "application/json",
        """
        {"total":1,"sessions":1,"counts":[{"event_type":"%1$s","total":1,"sessions":1,
         "series":[{"start":"2025-05-05T00:00:00+02:00","count":1}]}],
         "values":[{"value":"%1$s","total":1,"sessions":1}]}"""
            .formatted(HOSTILE));

    goToCampaign("");

    seesText(HOSTILE, "#funnel-table tbody .type");
    seesText(HOSTILE, "#legend button");
    seesText(HOSTILE, "#breakdown-table button");
    assertNothingIsMarkup("main");
  }

  @Test
  void aLongSessionIsShownPageByPage() {
    List<String> types = IntStream.range(0, 120).mapToObj(i -> "step:" + i).toList();
    TestEvent.store(
        types.stream().map(it -> event(it, Duration.ofSeconds(types.indexOf(it)))).toList());

    openSession();
    seesNumber(50, "#timeline li");
    page.click("text=Show more");
    seesNumber(100, "#timeline li");
    page.click("text=Show more");

    seesTexts(types, "#timeline strong");
    assertEquals(0, number("text=Show more"));
  }

  @Test
  void anUnknownSessionHasNoEvents() {
    openSession();
    seesText("No events are stored for this session.", "#timeline");
  }

  @Test
  void anInvalidSessionIdIsExplained() {
    enterSession("me");
    seesText("A session ID is a UUID.", "#session-error");
  }
}
