package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Request;
import dev.footfall.testsupport.browser.ApiGateway;
import dev.footfall.testsupport.browser.Fault;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
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
  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 503})
  void aFailedRequestIsResentWithTheSameIds(int status) {
    gateway.inject(Fault.status(status));
    visit("/");

    assertDelivered("page_view");
    assertEquals(2, sent().size());
    assertEquals(sent().get(0), sent().get(1));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 403, 404})
  void aForeignPageIsNotAResponse(int status) {
    gateway.inject(Fault.html(status));
    visit("/");

    assertDelivered("page_view");
    assertEquals(2, sent().size());
  }

  @Test
  void aRequestThatHangsIsResent() throws InterruptedException {
    page.clock().install();
    Fault.Hold hanging = visitWithSlowResponse();
    page.clock().fastForward(31_000);

    assertDelivered("page_view");
    hanging.release();
    call("product_view");
    awaitEmptyQueue();
    assertStored(2);
  }

  @Test
  void aRequestIsResentUntilItSucceeds() {
    gateway.inject(Fault.status(500), Fault.lostRequest(), Fault.lostResponse(), Fault.status(503));
    visit("/");
    call("product_view");

    assertDelivered("page_view product_view");
  }

  @Test
  void eventsWhoseResponseIsLostAreStoredOnce() {
    gateway.inject(Fault.lostResponse(), Fault.lostResponse());
    visit("/");
    call("product_view", "add_to_cart");

    assertDelivered("page_view product_view add_to_cart");
    assertStored("page_view product_view add_to_cart");
    assertTrue(sent().size() > 2, () -> sent().toString());
  }

  @Test
  void nothingIsSentBeforeRetryAfter() {
    gateway.inject(Fault.retryAfter(429, 2));
    visit("/");
    visitor.sees(1, () -> sent().size());
    call("product_view", "add_to_cart");

    assertStored("page_view product_view add_to_cart");
    List<ApiGateway.Request> requests = gateway.requestsWithEvents();
    long waited = requests.get(1).nanoTime() - requests.get(0).nanoTime();
    assertTrue(waited >= TimeUnit.SECONDS.toNanos(2), "after ns " + waited);
    assertEquals(3, sent().get(1).size());
  }

  @Test
  void eventsWaitWhileTheServerIsDown() throws IOException {
    visitAndDrain();
    gateway.down();
    List<Request> failed = new ArrayList<>();
    page.onRequestFailed(failed::add);
    call("product_view");
    page.waitForCondition(() -> failed.size() > 1);
    call("add_to_cart");
    gateway.up();

    assertDelivered("page_view product_view add_to_cart");
  }

  @Test
  void eventsOfEarlierPagesWaitForTheServerToo() throws IOException {
    visitAndDrain();
    gateway.down();
    call("product_view");
    visit("/basket");
    call("checkout_started");
    visit("/pay");
    gateway.up();

    assertDelivered("page_view product_view page_view checkout_started page_view");
  }

  @Test
  void eventsDuringARequestGoWithTheNextOne() throws InterruptedException {
    Fault.Hold slow = visitWithSlowResponse();
    call("product_view", "add_to_cart", "checkout_started");
    slow.release();

    assertStored("page_view product_view add_to_cart checkout_started");
    assertEquals(List.of(1, 3), sent().stream().map(List::size).toList());
  }

  @Test
  void aRejectedEventDoesNotAffectOthers() {
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

    assertDelivered("page_view product_view add_to_cart checkout_started");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 413, 422})
  void aRejectedRequestIsNotResent(int status) {
    gateway.inject(Fault.status(status));
    visitAndDrain();
    call("product_view");

    assertStored("product_view");
    assertEquals(2, sent().size());
  }

  @Test
  void aLongQueueIsSentInRequestsThatCanOutliveThePage() throws InterruptedException {
    Fault.Hold slow = visitWithSlowResponse();
    page.evaluate("for (let i = 0; i < 150; i++) footfall('product_view', {name: '靴'.repeat(99)})");
    slow.release();

    awaitEmptyQueue();
    assertStored(151);
    assertEquals(151, sent().stream().mapToInt(List::size).sum());
    for (ApiGateway.Request request : gateway.requestsWithEvents()) {
      assertTrue(request.body().getBytes(StandardCharsets.UTF_8).length < 64 * 1024);
    }
  }

  @Test
  void ofMoreThan500WaitingEventsTheOldestAreDropped() throws IOException {
    visitAndDrain();
    gateway.down();
    page.evaluate("for (let i = 0; i < 510; i++) footfall('product_view', {i})");
    gateway.up();

    awaitEmptyQueue();
    assertStored(501);
    assertEquals("10", metadata("i").get(1), "the oldest remaining event");
  }
}
