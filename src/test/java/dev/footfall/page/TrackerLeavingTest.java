package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.microsoft.playwright.Page.CloseOptions;
import com.microsoft.playwright.options.LoadState;
import dev.footfall.testsupport.browser.Fault;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Leaving a page while it sends neither loses nor repeats an event. */
@QuarkusTest
class TrackerLeavingTest extends TrackedShop {
  /** As a visitor does it, so that the page's last listeners run. */
  private void closeTab() {
    page.waitForClose(() -> page.close(new CloseOptions().setRunBeforeUnload(true)));
  }

  private void callWhileLeaving() {
    page.evaluate("addEventListener('pagehide', () => footfall('page_left'))");
  }

  @Test
  void aReloadWhileSendingLosesNothing() throws InterruptedException {
    Fault.Hold slow = visitWithSlowResponse();
    call("product_view");

    page.reload();
    slow.release();

    assertDelivered("page_view product_view page_view");
  }

  @Test
  void aClickOnALinkIsKept() throws InterruptedException {
    Fault.Hold slow = visitWithSlowResponse();

    page.click("#offer");
    awaitTracker(page);
    slow.release();

    assertDelivered("page_view offer_opened page_view");
  }

  @Test
  void aCallInTheTaskThatLeavesThePageIsKept() {
    visit("/");
    page.evaluate("() => { footfall('checkout_started'); location.href = '/pay'; }");
    assertDelivered("page_view checkout_started page_view");
  }

  @Test
  void closingTheTabWhileSendingLosesNothing() throws InterruptedException {
    Fault.Hold slow = visitWithSlowResponse();

    closeTab();
    slow.release();

    assertStored("page_view");
  }

  @Test
  void anEventWhileTheTabClosesIsSentByTheBrowser() {
    visitAndDrain();
    callWhileLeaving();

    closeTab();

    assertStored("page_view page_left");
  }

  @Test
  void eventsBehindARequestAreSentByTheBrowserWhenTheTabCloses() throws InterruptedException {
    Fault.Hold slow = visitWithSlowResponse();
    call("product_view", "purchase_completed");

    closeTab();

    assertStored("product_view purchase_completed");
    slow.release();
    assertStored("page_view product_view purchase_completed");
    List<String> beacon = sent().get(1);
    assertEquals(2, beacon.size());
    assertFalse(beacon.contains(sent().get(0).get(0)), "the event in flight is not repeated");
  }

  @Test
  void eventsThatWaitForARetryAreSentOnceMoreWhenTheTabCloses() {
    gateway.inject(Fault.retryAfter(503, 60));
    visit("/");
    visitor.sees(1, () -> sent().size());
    page.waitForLoadState(LoadState.NETWORKIDLE);

    closeTab();

    assertStored("page_view");
  }

  @Test
  void theNextPageResendsWhatABeaconSent() {
    visitAndDrain();
    gateway.inject(Fault.status(503), Fault.status(503));
    callWhileLeaving();

    visit("/basket");

    assertDelivered("page_view page_left page_view");
  }

  @Test
  void quickNavigationThroughManyPagesLosesNothing() {
    for (int i = 0; i < 8; i++) {
      visit("/shoes/" + i);
      page.evaluate("footfall('product_view'); footfall('add_to_cart');");
    }

    awaitEmptyQueue();
    assertStored(24);
  }
}
