package dev.footfall.page;

import static dev.footfall.page.Eventually.assertBecomes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Request;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever fails on the way, each event is stored once. */
@QuarkusTest
class TrackerFaultTest extends TrackedShop {

  /** The ids of each request. */
  private List<List<String>> sent() {
    return gateway.requestsWithEvents().stream().map(ApiGateway.Request::ids).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 503})
  void aRequestThatFailedIsSentAgainWithTheSameIds(int status) {
    gateway.meetWith(Fault.status(status));
    visit("/");

    assertStored("page_view");
    awaitEmptyQueue(page);
    assertEquals(2, sent().size());
    assertEquals(sent().get(0), sent().get(1));
  }

  @Test
  void itIsSentAgainHoweverOftenItFails() {
    gateway.meetWith(Fault.status(500), Fault.lostRequest(), Fault.lostAnswer(), Fault.status(503));
    visit("/");
    call("product_view");

    assertStored("page_view", "product_view");
    awaitEmptyQueue(page);
  }

  @Test
  void eventsWhoseAnswerIsLostAreStoredOnce() {
    gateway.meetWith(Fault.lostAnswer(), Fault.lostAnswer());
    visit("/");
    call("product_view");
    call("add_to_cart");

    assertStored("page_view", "product_view", "add_to_cart");
    awaitEmptyQueue(page);
    assertStored("page_view", "product_view", "add_to_cart");
    assertTrue(sent().size() > 2, () -> sent().toString());
  }

  @Test
  void nothingIsSentBeforeTheServiceWantsIt() {
    gateway.meetWith(Fault.statusUntil(429, 2));
    visit("/");
    assertBecomes(1, () -> sent().size());
    call("product_view");
    call("add_to_cart");

    assertStored("page_view", "product_view", "add_to_cart");
    List<ApiGateway.Request> requests = gateway.requestsWithEvents();
    long waited = requests.get(1).nanoTime() - requests.get(0).nanoTime();
    assertTrue(waited >= TimeUnit.SECONDS.toNanos(2), "after ns " + waited);
    assertEquals(3, sent().get(1).size());
  }

  @Test
  void eventsWaitWhileTheServerIsDown() {
    visit("/");
    awaitEmptyQueue(page);
    gateway.down();
    List<Request> failed = new ArrayList<>();
    page.onRequestFailed(failed::add);
    call("product_view");
    page.waitForCondition(() -> failed.size() > 1);
    call("add_to_cart");
    gateway.up();

    assertStored("page_view", "product_view", "add_to_cart");
    awaitEmptyQueue(page);
  }

  @Test
  void eventsOfPagesThatWereLeftWaitForTheServerToo() {
    visit("/");
    awaitEmptyQueue(page);
    gateway.down();
    call("product_view");
    visit("/basket");
    call("checkout_started");
    visit("/pay");
    gateway.up();

    assertStored("page_view", "product_view", "page_view", "checkout_started", "page_view");
    awaitEmptyQueue(page);
  }

  @Test
  void whatHappensWhileARequestIsUnderWayGoesWithTheNext() throws InterruptedException {
    Fault.Hold slow = new Fault.Hold();
    gateway.meetWith(slow);
    visit("/");
    slow.arrival();
    call("product_view");
    call("add_to_cart");
    call("checkout_started");
    slow.release();

    assertStored("page_view", "product_view", "add_to_cart", "checkout_started");
    assertEquals(List.of(1, 3), sent().stream().map(List::size).toList());
  }

  @Test
  void anEventThatTheServiceRejectsCostsOnlyItself() {
    visit("/");
    page.evaluate(
        """
        footfall('no type!');
        footfall('product_view');
        footfall('large', {text: 'x'.repeat(40000)});
        footfall('add_to_cart');
        footfall('huge', {text: 'x'.repeat(1100000)});
        footfall('checkout_started');
        """);

    assertStored("page_view", "product_view", "add_to_cart", "checkout_started");
    awaitEmptyQueue(page);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 413, 422})
  void whatWouldNeverBeAcceptedIsNotSentAgain(int status) {
    gateway.meetWith(Fault.status(status));
    visit("/");
    awaitEmptyQueue(page);
    call("product_view");

    assertStored("product_view");
    assertEquals(2, sent().size());
  }

  @Test
  void aLongQueueGoesInRequestsThatMayOutliveThePage() throws InterruptedException {
    Fault.Hold slow = new Fault.Hold();
    gateway.meetWith(slow);
    visit("/");
    slow.arrival();
    page.evaluate("for (let i = 0; i < 150; i++) footfall('product_view', {name: '靴'.repeat(99)})");
    slow.release();

    awaitEmptyQueue(page);
    assertStored(151);
    assertEquals(151, sent().stream().mapToInt(List::size).sum());
    for (ApiGateway.Request request : gateway.requestsWithEvents()) {
      assertTrue(request.body().getBytes(StandardCharsets.UTF_8).length < 64 * 1024);
    }
  }

  @Test
  void ofMoreThanFiveHundredThatWaitTheOldestGo() throws InterruptedException {
    visit("/");
    awaitEmptyQueue(page);
    gateway.down();
    page.evaluate("for (let i = 0; i < 510; i++) footfall('product_view', {i})");
    gateway.up();

    awaitEmptyQueue(page);
    assertStored(501);
    assertEquals("10", metadata("i").get(1), "the oldest that is left");
  }
}
