package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The figures are updated as events arrive, while the page is visible. */
@QuarkusTest
class DashboardLiveTest extends DashboardWindow {
  private static final int TEN_SECONDS = 10_000;
  private static final int TEN_MINUTES = 600_000;

  @BeforeEach
  void storeOneEvent() {
    storePageViews(1);
  }

  private void openToday() {
    windowWithClock();
    goToCampaign("&range=today");
    seesEvents("1");
  }

  private void assertNothingIsRequestedForTenMinutes() {
    long before = countRequests();
    page.clock().runFor(TEN_MINUTES);
    assertEquals(before, countRequests());
  }

  private long countRequests() {
    return requests.stream().filter(url -> url.contains("/v1/counts")).count();
  }

  private void anEventArrives() {
    storePageViews(1);
    page.clock().runFor(TEN_SECONDS);
    seesEvents("2");
  }

  @Test
  void aNewEventShowsUpWithinTenSeconds() {
    openToday();
    page.locator("#table > summary").click();
    page.focus("#legend button");

    anEventArrives();

    seesText("2", "#funnel-table td");
    assertEquals("page_view", page.evaluate("document.activeElement.dataset.type"));
    assertEquals(true, page.evaluate("document.querySelector('#table').open"));
  }

  @Test
  void anUpdateKeepsWhatTheUserIsTyping() {
    openToday();
    page.fill("#zone", "asia/kath");

    anEventArrives();

    assertEquals("asia/kath", page.inputValue("#zone"));
  }

  @Test
  void anUpdateKeepsAnUnknownZoneAndItsError() {
    openToday();
    page.fill("#zone", "Nowhere");
    page.press("#zone", "Enter");

    anEventArrives();

    assertEquals("Nowhere", page.inputValue("#zone"));
    seesText("Unknown time zone.", "#zone-error");
  }

  @Test
  void twoSimultaneousChoicesBothApply() {
    openToday();

    page.evaluate(
        "() => [['range', '7d'], ['interval', 'hour']].forEach(([id, value]) => {"
            + " document.getElementById(id).value = value;"
            + " document.getElementById(id).dispatchEvent(new Event('change')); })");

    sees("7d hour", () -> page.inputValue("#range") + " " + page.inputValue("#interval"));
  }

  @Test
  void whileLiveIsOffNothingIsRequested() {
    openToday();
    page.click("#live");

    assertNothingIsRequestedForTenMinutes();

    assertEquals("false", page.getAttribute("#live", "aria-checked"));
    storePageViews(1);
    page.click("#live");
    seesEvents("2");
  }

  @Test
  void whileThePageIsHiddenNothingIsRequested() {
    openToday();
    setVisibility("hidden");

    assertNothingIsRequestedForTenMinutes();

    storePageViews(1);
    setVisibility("visible");
    seesEvents("2");
  }

  private void setVisibility(String state) {
    page.evaluate(
        "state => { Object.defineProperty(document, 'visibilityState', {value: state,"
            + " configurable: true}); document.dispatchEvent(new Event('visibilitychange')); }",
        state);
  }

  @Test
  void aRequestThatIsNoLongerNeededIsAborted() {
    window(options());
    List<String> failures = new ArrayList<>();
    page.onRequestFailed(request -> failures.add(request.failure() + " " + request.url()));
    AtomicBoolean held = new AtomicBoolean();
    page.route(
        "**/v1/lag?*",
        route -> {
          if (held.getAndSet(true)) {
            route.resume();
          }
        });
    goToCampaign("&range=7d");
    sees(true, held::get);

    page.selectOption("#range", "today");

    seesEvents("1");
    assertTrue(
        failures.stream().anyMatch(it -> it.matches("net::ERR_ABORTED .*/v1/lag.*")),
        failures::toString);
    assertEquals("today", page.inputValue("#range"));
  }

  @Test
  void theBackButtonShowsThePreviousChoice() {
    openToday();
    page.selectOption("#range", "yesterday");
    seesMessage("No events in this range");

    page.goBack();

    seesEvents("1");
    assertEquals("today", page.inputValue("#range"));
  }

  @Test
  void aLinkShowsTheSameToAnotherUser() {
    openToday();
    page.selectOption("#interval", "hour");
    page.fill("#zone", "Pacific/Auckland");
    page.press("#zone", "Enter");
    sees(true, () -> page.url().contains("Pacific/Auckland"));
    String link = page.url();
    seesEvents("1");

    window(options().setTimezoneId("America/Lima"));
    page.navigate(link);

    seesEvents("1");
    assertEquals("Pacific/Auckland", page.inputValue("#zone"));
    assertEquals("hour", page.inputValue("#interval"));
  }
}
