package dev.footfall.page;

import static dev.footfall.page.Eventually.assertBecomes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * A shop with the snippet in its pages, a visitor with a browser of his own, and a campaign of its
 * own for each test.
 */
abstract class TrackedShop {
  private static Chromium chromium;

  @Inject DataSource owner;

  final UUID campaign = UUID.randomUUID();
  final List<String> errors = new ArrayList<>();
  ApiGateway gateway;
  Shop shop;
  BrowserContext visitor;
  Page page;
  private EventsInDatabase stored;
  private Instant begin;

  @BeforeAll
  static void launch() {
    chromium = Chromium.launch();
  }

  @AfterAll
  static void quit() {
    chromium.close();
  }

  @BeforeEach
  void open() {
    begin = Instant.ofEpochMilli(System.currentTimeMillis());
    gateway = ApiGateway.open();
    shop = Shop.open(gateway.origin(), campaign);
    stored = new EventsInDatabase(owner, campaign);
    visitor = chromium.browser().newContext(visitorOptions());
    visitor.onWebError(error -> errors.add(error.error()));
    page = visitor.newPage();
  }

  @AfterEach
  void close() {
    visitor.close();
    shop.close();
    gateway.close();
    assertEquals(List.of(), errors, "the tracker never throws into the page");
  }

  Browser.NewContextOptions visitorOptions() {
    return new Browser.NewContextOptions();
  }

  /** Opens a page of the shop and waits until the tracker is there. */
  void visit(String path) {
    page.navigate(shop.origin() + path);
    awaitTracker(page);
  }

  static void awaitTracker(Page tracked) {
    tracked.waitForFunction("window.footfall && footfall.q && !footfall.q.forEach");
  }

  /** The page's own call. */
  void call(String type) {
    page.evaluate("type => footfall(type)", type);
  }

  /** Waits until the service has answered for all that the pages know of. */
  static void awaitEmptyQueue(Page tracked) {
    tracked.waitForFunction(
        "!Object.keys(localStorage).some(key => key.startsWith('footfall.1.'))");
  }

  static boolean isStorageEmpty(Page tracked) {
    return (boolean) tracked.evaluate("localStorage.length + sessionStorage.length === 0");
  }

  /** So many, each once and counted. */
  void assertStored(int number) {
    assertBecomes((long) number, stored::counted);
    assertEquals(number, stored.all().size());
  }

  /** Exactly these, each once, in this order, in one session, counted, and at their time. */
  void assertStored(String... types) {
    assertBecomes((long) types.length, stored::counted);
    assertEquals(List.of(types), types());
    List<EventsInDatabase.Row> rows = stored.all();
    assertEquals(types.length == 0 ? 0 : 1, rows.stream().map(r -> r.session()).distinct().count());
    Instant now = Instant.now();
    assertTrue(
        rows.stream().allMatch(row -> !row.time().isBefore(begin) && !row.time().isAfter(now)),
        rows::toString);
  }

  List<EventsInDatabase.Row> stored() {
    return stored.all();
  }

  /** What each event says of this, in order. */
  List<String> metadata(String name) {
    return stored.all().stream().map(row -> row.metadata(name)).toList();
  }

  private List<String> types() {
    return stored.all().stream().map(EventsInDatabase.Row::type).toList();
  }
}
