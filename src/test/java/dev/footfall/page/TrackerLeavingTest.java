package dev.footfall.page;

import static dev.footfall.page.Eventually.assertBecomes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A page that is left while it sends loses nothing, and repeats nothing. */
@QuarkusTest
class TrackerLeavingTest extends TrackedShop {
  private final Fault.Hold slow = new Fault.Hold();

  /** As the visitor does it, so that the page's last listeners run. */
  private static void closeTab(Page tab) {
    tab.waitForClose(() -> tab.close(new Page.CloseOptions().setRunBeforeUnload(true)));
  }

  @Test
  void aReloadInMidSendLosesNothing() throws InterruptedException {
    gateway.meetWith(slow);
    visit("/");
    slow.arrival();
    call("product_view");

    page.reload();
    slow.release();

    assertStored("page_view", "product_view", "page_view");
    awaitEmptyQueue(page);
  }

  @Test
  void aClickThatLeavesThePageIsKept() throws InterruptedException {
    gateway.meetWith(slow);
    visit("/");
    slow.arrival();

    page.click("#offer");
    awaitTracker(page);
    slow.release();

    assertStored("page_view", "offer_opened", "page_view");
    awaitEmptyQueue(page);
  }

  @Test
  void aCallInTheTaskThatLeavesThePageIsKept() {
    visit("/");

    page.evaluate("() => { footfall('checkout_started'); location.href = '/pay'; }");

    assertStored("page_view", "checkout_started", "page_view");
    awaitEmptyQueue(page);
  }

  @Test
  void aTabClosedInMidSendLosesNothing() throws InterruptedException {
    gateway.meetWith(slow);
    visit("/");
    slow.arrival();

    closeTab(page);
    slow.release();

    assertStored("page_view");
  }

  @Test
  void whatHappensWhileTheTabClosesIsSentByTheBrowser() {
    visit("/");
    awaitEmptyQueue(page);
    page.evaluate("addEventListener('pagehide', () => footfall('page_left'))");

    closeTab(page);

    assertStored("page_view", "page_left");
  }

  @Test
  void whatWaitsBehindARequestIsSentByTheBrowserWhenTheTabCloses() throws InterruptedException {
    gateway.meetWith(slow);
    visit("/");
    slow.arrival();
    call("product_view");
    call("purchase_completed");

    closeTab(page);

    assertStored("product_view", "purchase_completed");
    slow.release();
    assertStored("page_view", "product_view", "purchase_completed");
    List<String> first = gateway.requestsWithEvents().get(0).ids();
    List<String> beacon = gateway.requestsWithEvents().get(1).ids();
    assertEquals(2, beacon.size());
    assertFalse(beacon.contains(first.get(0)), "what is under way is not repeated");
  }

  @Test
  void whatWaitsForARetryIsTriedOnceMoreWhenTheTabCloses() {
    gateway.meetWith(Fault.statusUntil(503, 60));
    visit("/");
    assertBecomes(1, () -> gateway.requestsWithEvents().size());
    page.waitForLoadState(LoadState.NETWORKIDLE);

    closeTab(page);

    assertStored("page_view");
  }

  @Test
  void whatTheBrowserSentWhileHidingIsAskedForOnTheNextPage() {
    visit("/");
    awaitEmptyQueue(page);
    gateway.meetWith(Fault.status(503), Fault.status(503));
    page.evaluate("addEventListener('pagehide', () => footfall('page_left'))");

    visit("/basket");

    assertStored("page_view", "page_left", "page_view");
    awaitEmptyQueue(page);
  }

  @Test
  void quickNavigationThroughManyPagesLosesNothing() {
    for (int i = 0; i < 8; i++) {
      page.navigate(shop.origin() + "/shoes/" + i);
      awaitTracker(page);
      page.evaluate("footfall('product_view'); footfall('add_to_cart');");
    }

    awaitEmptyQueue(page);
    assertStored(24);
  }
}
