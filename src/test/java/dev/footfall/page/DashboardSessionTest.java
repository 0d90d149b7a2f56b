package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import dev.footfall.testsupport.browser.Dashboard;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The events of one session are shown in order, and nothing in them is taken for markup. */
@QuarkusTest
class DashboardSessionTest {
  private static final Instant NOON = Instant.parse("2025-05-05T12:00:00Z");
  private static final String HOSTILE = "<img src=x onerror='hacked = 1'></script><script>hacked";

  @RegisterExtension final Dashboard dashboard = new Dashboard();

  private final UUID session = UUID.randomUUID();
  private final StoredEvents events = new StoredEvents();

  private Page open() {
    return dashboard.open("campaign=" + events.campaign() + "&session=" + session);
  }

  @Test
  void eventsAreInOrderWithTheTimeBetweenThem() {
    events
        .add(session, "purchase_completed", NOON.plusSeconds(3905), "{}")
        .add(session, "page_view", NOON.plusMillis(250), "{}")
        .add(session, "link_opened", NOON, "{}")
        .store();

    Page page = dashboard.open("campaign=" + events.campaign());
    page.fill("#session-id", " " + session.toString().toUpperCase(Locale.ROOT));
    page.press("#session-id", "Enter");

    dashboard.sees(
        List.of("link_opened", "page_view", "purchase_completed"),
        () -> page.locator("#timeline strong").allInnerTexts());
    assertEquals(
        List.of(
            "Mon, 5 May 2025, 14:00:00.000",
            "Mon, 5 May 2025, 14:00:00.250",
            "Mon, 5 May 2025, 15:05:05.000"),
        page.locator("#timeline time").allInnerTexts());
    assertEquals("+250 ms", dashboard.text("#timeline li:nth-child(2) .faint"));
    assertEquals("+1 h 5 min", dashboard.text("#timeline li:nth-child(3) .faint"));
  }

  @Test
  void metadataIsShownExactlyAsStored() {
    events
        .add(
            session,
            "page_view",
            NOON,
            """
            {"text":"%s","exact":12345678901234567890.10,"list":[true,null]}"""
                .formatted(HOSTILE))
        .store();

    Page page = open();

    dashboard.seesText(
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
    assertEquals(0, page.locator("#timeline img, #timeline script").count());
    assertNull(page.evaluate("window.hacked"));
  }

  @Test
  void anEventTypeIsTextWhateverTheServiceReturns() {
    events.add(1, "page_view", NOON).store();
    Page page = dashboard.window(Dashboard.options());
    page.route(
        "**/v1/counts?*",
        route ->
            route.fulfill(
                new FulfillOptions()
                    .setContentType("application/json")
                    .setBody(
                        """
                        {"total":1,"counts":[{"event_type":"%s","total":1,
                         "series":[{"start":"2025-05-05T00:00:00+02:00","count":1}]}]}"""
                            .formatted(HOSTILE))));

    dashboard.go("campaign=" + events.campaign());

    dashboard.seesText(HOSTILE, "#funnel-table tbody .type");
    dashboard.seesText(HOSTILE, "#legend button");
    assertEquals(0, page.locator("main img, main script").count());
    assertNull(page.evaluate("window.hacked"));
  }

  @Test
  void aLongSessionIsShownPageByPage() {
    IntStream.range(0, 120)
        .forEach(i -> events.add(session, "step:" + i, NOON.plusSeconds(i), "{}"));
    events.store();

    Page page = open();
    dashboard.sees(50, () -> page.locator("#timeline li").count());
    page.click("text=Show more");
    dashboard.sees(100, () -> page.locator("#timeline li").count());
    page.click("text=Show more");

    dashboard.sees(
        IntStream.range(0, 120).mapToObj(i -> "step:" + i).toList(),
        () -> page.locator("#timeline strong").allInnerTexts());
    assertEquals(0, page.locator("text=Show more").count());
  }

  @Test
  void anUnknownSessionHasNoEvents() {
    open();

    dashboard.seesText("No events are stored for this session.", "#timeline");
  }

  @Test
  void anInvalidSessionIdIsExplained() {
    Page page = dashboard.open("campaign=" + events.campaign());
    page.fill("#session-id", "me");
    page.press("#session-id", "Enter");

    dashboard.seesText("A session ID is a UUID.", "#session-error");
  }
}
