package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import dev.footfall.testsupport.Owner;
import dev.footfall.testsupport.browser.ApiGateway;
import dev.footfall.testsupport.browser.Fault;
import dev.footfall.testsupport.browser.Shop;
import dev.footfall.testsupport.browser.Visitor;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** For each test a shop with the snippet in its pages, a visitor, and a campaign of its own. */
abstract class TrackedShop {
  static final String TRACKER_IS_LOADED = "!!window.footfall?.q && !footfall.q.forEach";

  @RegisterExtension final Visitor visitor = new Visitor();
  @Inject Owner owner;

  final UUID campaign = UUID.randomUUID();
  ApiGateway gateway;
  Shop shop;
  BrowserContext profile;
  Page page;
  private Instant begin;

  @BeforeEach
  void open() throws IOException {
    begin = Instant.ofEpochMilli(System.currentTimeMillis());
    gateway = new ApiGateway();
    shop = new Shop(gateway.origin(), campaign);
    profile = visitor.profile(new NewContextOptions());
    page = profile.newPage();
  }

  @AfterEach
  void close() {
    profile.close();
    shop.close();
    gateway.close();
  }

  void visit(String path) {
    visit(page, path);
  }

  void visit(Page tab, String path) {
    tab.navigate(shop.origin() + path);
    awaitTracker(tab);
  }

  static void awaitTracker(Page tab) {
    tab.waitForFunction(TRACKER_IS_LOADED);
  }

  /** Opens the shop; its first request waits for its response until the test releases it. */
  Fault.Hold visitWithSlowResponse() throws InterruptedException {
    Fault.Hold hold = new Fault.Hold();
    gateway.inject(hold);
    visit("/");
    hold.arrival();
    return hold;
  }

  /** Opens the shop and waits until it has nothing left to send. */
  void visitAndDrain() {
    visit("/");
    awaitEmptyQueue();
  }

  /** Calls the tracker as the page does, with one type after the other. */
  void call(String... types) {
    for (String type : types) {
      page.evaluate("type => footfall(type)", type);
    }
  }

  /** Waits until the service has responded to all events that the page knows. */
  void awaitEmptyQueue() {
    page.waitForFunction("!Object.keys(localStorage).some(key => key.startsWith('footfall.1.'))");
  }

  boolean isStorageEmpty() {
    return (boolean) page.evaluate("localStorage.length + sessionStorage.length === 0");
  }

  /** This many events are stored, each once and counted. */
  void assertStored(int number) {
    visitor.sees((long) number, () -> owner.counted(campaign));
    assertEquals(number, stored().size());
  }

  /** Exactly these types, separated by blanks, are stored in order, once and in one session. */
  void assertStored(String types) {
    List<String> expected = List.of(types.split(" "));
    assertStored(expected.size());
    assertEquals(expected, stored().stream().map(Owner.Row::type).toList());
    assertEquals(1, sessions());
    Instant now = Instant.now();
    assertTrue(
        stored().stream().allMatch(row -> !row.time().isBefore(begin) && !row.time().isAfter(now)),
        () -> stored().toString());
  }

  /** These are stored, and the page has nothing left to send. */
  void assertDelivered(String types) {
    assertStored(types);
    awaitEmptyQueue();
  }

  /** The ids in each request with events. */
  List<List<String>> sent() {
    return gateway.requestsWithEvents().stream().map(ApiGateway.Request::ids).toList();
  }

  List<Owner.Row> stored() {
    return owner.stored(campaign);
  }

  long sessions() {
    return stored().stream().map(Owner.Row::session).distinct().count();
  }

  List<String> metadata(String name) {
    return stored().stream().map(row -> row.metadata(name)).toList();
  }
}
