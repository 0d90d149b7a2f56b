package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Figures follow the events by themselves, as long as somebody looks. */
@QuarkusTest
class DashboardLiveTest {
  private static final int TEN_SECONDS = 10_000;
  private static final int TEN_MINUTES = 600_000;
  private static final String EVENTS = ".tile:first-child .value";

  private static Visitor visitor;

  private final StoredEvents events = new StoredEvents();

  @BeforeAll
  static void enter() {
    visitor = new Visitor();
  }

  @AfterAll
  static void leave() {
    visitor.close();
  }

  @AfterEach
  void nothingWentWrong() {
    assertEquals(List.of(), visitor.faults());
  }

  /** One event is there, and the page's clock is in the test's hand. */
  private Page openWithOneEvent() {
    events.add(1, "page_view", Instant.now()).store();
    Page page = visitor.window(Visitor.options());
    page.clock().install();
    visitor.go("campaign=" + events.campaign() + "&range=today");
    visitor.seesText("1", EVENTS);
    return page;
  }

  private static long counted() {
    return visitor.asked().stream().filter(url -> url.contains("/v1/counts")).count();
  }

  @Test
  void aNewEventShowsUpWithinTenSeconds() {
    Page page = openWithOneEvent();
    page.focus("#legend button");
    page.locator("#table > summary").click();
    page.focus("#legend button");
    events.add(1, "page_view", Instant.now()).store();

    page.clock().runFor(TEN_SECONDS);

    visitor.seesText("2", EVENTS);
    visitor.seesText("2", "#funnel-table td");
    assertEquals("page_view", page.evaluate("document.activeElement.dataset.type"));
    assertEquals(true, page.evaluate("document.querySelector('#table').open"));
  }

  @Test
  void nothingIsAskedWhileLiveIsOff() {
    Page page = openWithOneEvent();
    page.click("#live");
    long before = counted();

    page.clock().runFor(TEN_MINUTES);

    assertEquals("false", page.getAttribute("#live", "aria-checked"));
    assertEquals(before, counted());
    events.add(1, "page_view", Instant.now()).store();
    page.click("#live");
    visitor.seesText("2", EVENTS);
  }

  @Test
  void nothingIsAskedWhileNobodyLooks() {
    Page page = openWithOneEvent();
    see(page, "hidden");
    long before = counted();

    page.clock().runFor(TEN_MINUTES);

    assertEquals(before, counted());
    events.add(1, "page_view", Instant.now()).store();
    see(page, "visible");
    visitor.seesText("2", EVENTS);
  }

  private static void see(Page page, String state) {
    page.evaluate(
        "state => { Object.defineProperty(document, 'visibilityState', {value: state,"
            + " configurable: true}); document.dispatchEvent(new Event('visibilitychange')); }",
        state);
  }

  @Test
  void whatNobodyWaitsForAnyMoreIsAborted() {
    events.add(1, "page_view", Instant.now()).store();
    Page page = visitor.window(Visitor.options());
    List<String> aborted = new ArrayList<>();
    page.onRequestFailed(request -> aborted.add(reason(request)));
    AtomicBoolean held = new AtomicBoolean();
    page.route(
        "**/v1/lag?*",
        route -> {
          if (held.getAndSet(true)) {
            route.resume();
          }
        });
    visitor.go("campaign=" + events.campaign() + "&range=7d");
    visitor.sees(true, held::get);

    page.selectOption("#range", "today");

    visitor.seesText("1", EVENTS);
    assertTrue(aborted.contains("net::ERR_ABORTED"), aborted::toString);
    assertEquals("today", page.inputValue("#range"));
  }

  private static String reason(Request request) {
    return request.url().contains("/v1/lag") ? request.failure() : "another";
  }

  @Test
  void theBackButtonShowsWhatWasShownBefore() {
    Page page = openWithOneEvent();
    page.selectOption("#range", "yesterday");
    visitor.seesText("No events in this range", "#message h2");

    page.goBack();

    visitor.seesText("1", EVENTS);
    assertEquals("today", page.inputValue("#range"));
  }

  @Test
  void aLinkShowsTheSameToSomebodyElse() {
    Page page = openWithOneEvent();
    page.selectOption("#interval", "hour");
    page.fill("#zone", "Pacific/Auckland");
    page.press("#zone", "Enter");
    visitor.sees(true, () -> page.url().contains("Pacific/Auckland"));
    String link = page.url();
    visitor.seesText("1", EVENTS);

    Page other = visitor.window(Visitor.options().setTimezoneId("America/Lima"));
    other.navigate(link);

    visitor.seesText("1", EVENTS);
    assertEquals("Pacific/Auckland", other.inputValue("#zone"));
    assertEquals("hour", other.inputValue("#interval"));
  }
}
