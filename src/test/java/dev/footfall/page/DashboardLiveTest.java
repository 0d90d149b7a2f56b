package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import dev.footfall.testsupport.browser.Dashboard;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The figures are updated as events arrive, while the page is visible. */
@QuarkusTest
class DashboardLiveTest {
  private static final int TEN_SECONDS = 10_000;
  private static final int TEN_MINUTES = 600_000;

  @RegisterExtension final Dashboard dashboard = new Dashboard();

  private final StoredEvents events = new StoredEvents();

  private void storeEvent() {
    events.add(1, "page_view", Instant.now()).store();
  }

  private Page openWithOneEvent() {
    storeEvent();
    Page page = dashboard.windowWithClock();
    dashboard.go("campaign=" + events.campaign() + "&range=today");
    dashboard.seesEvents("1");
    return page;
  }

  private long countRequests() {
    return dashboard.requests().stream().filter(url -> url.contains("/v1/counts")).count();
  }

  @Test
  void aNewEventShowsUpWithinTenSeconds() {
    Page page = openWithOneEvent();
    page.locator("#table > summary").click();
    page.focus("#legend button");
    storeEvent();

    page.clock().runFor(TEN_SECONDS);

    dashboard.seesEvents("2");
    dashboard.seesText("2", "#funnel-table td");
    assertEquals("page_view", page.evaluate("document.activeElement.dataset.type"));
    assertEquals(true, page.evaluate("document.querySelector('#table').open"));
  }

  @Test
  void whileLiveIsOffNothingIsRequested() {
    Page page = openWithOneEvent();
    page.click("#live");
    long before = countRequests();

    page.clock().runFor(TEN_MINUTES);

    assertEquals("false", page.getAttribute("#live", "aria-checked"));
    assertEquals(before, countRequests());
    storeEvent();
    page.click("#live");
    dashboard.seesEvents("2");
  }

  @Test
  void whileThePageIsHiddenNothingIsRequested() {
    Page page = openWithOneEvent();
    setVisibility(page, "hidden");
    long before = countRequests();

    page.clock().runFor(TEN_MINUTES);

    assertEquals(before, countRequests());
    storeEvent();
    setVisibility(page, "visible");
    dashboard.seesEvents("2");
  }

  private static void setVisibility(Page page, String state) {
    page.evaluate(
        "state => { Object.defineProperty(document, 'visibilityState', {value: state,"
            + " configurable: true}); document.dispatchEvent(new Event('visibilitychange')); }",
        state);
  }

  @Test
  void aRequestThatIsNoLongerNeededIsAborted() {
    storeEvent();
    Page page = dashboard.window(Dashboard.options());
    List<String> failures = new ArrayList<>();
    page.onRequestFailed(
        request -> {
          if (request.url().contains("/v1/lag")) {
            failures.add(request.failure());
          }
        });
    AtomicBoolean held = new AtomicBoolean();
    page.route(
        "**/v1/lag?*",
        route -> {
          if (held.getAndSet(true)) {
            route.resume();
          }
        });
    dashboard.go("campaign=" + events.campaign() + "&range=7d");
    dashboard.sees(true, held::get);

    page.selectOption("#range", "today");

    dashboard.seesEvents("1");
    assertTrue(failures.contains("net::ERR_ABORTED"), failures::toString);
    assertEquals("today", page.inputValue("#range"));
  }

  @Test
  void theBackButtonShowsThePreviousChoice() {
    Page page = openWithOneEvent();
    page.selectOption("#range", "yesterday");
    dashboard.seesMessage("No events in this range");

    page.goBack();

    dashboard.seesEvents("1");
    assertEquals("today", page.inputValue("#range"));
  }

  @Test
  void aLinkShowsTheSameToAnotherUser() {
    Page page = openWithOneEvent();
    page.selectOption("#interval", "hour");
    page.fill("#zone", "Pacific/Auckland");
    page.press("#zone", "Enter");
    dashboard.sees(true, () -> page.url().contains("Pacific/Auckland"));
    String link = page.url();
    dashboard.seesEvents("1");

    Page other = dashboard.window(Dashboard.options().setTimezoneId("America/Lima"));
    other.navigate(link);

    dashboard.seesEvents("1");
    assertEquals("Pacific/Auckland", other.inputValue("#zone"));
    assertEquals("hour", other.inputValue("#interval"));
  }
}
