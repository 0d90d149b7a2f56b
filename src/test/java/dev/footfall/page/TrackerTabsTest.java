package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tabs of one site share a queue: none overwrites or repeats what another put there. */
@QuarkusTest
class TrackerTabsTest extends TrackedShop {
  private static final int CALLS = 10;

  private Page other;

  @BeforeEach
  void openAnotherTab() {
    other = visitor.newPage();
  }

  private void visitInBoth() {
    visit("/");
    other.navigate(shop.origin() + "/");
    awaitTracker(other);
  }

  private void callInBoth() {
    for (int i = 0; i < CALLS; i++) {
      call("product_view");
      other.evaluate("footfall('product_view')");
    }
  }

  private List<String> idsSent() {
    return gateway.requestsWithEvents().stream().flatMap(r -> r.ids().stream()).toList();
  }

  @Test
  void twoTabsSendAllOnce() {
    visitInBoth();
    callInBoth();

    awaitEmptyQueue(page);
    assertStored(2 + 2 * CALLS);
  }

  @Test
  void oneTabSendsWhileTheOtherWaits() throws InterruptedException {
    Fault.Hold slow = new Fault.Hold();
    gateway.meetWith(slow);
    visit("/");
    slow.arrival();
    other.navigate(shop.origin() + "/");
    awaitTracker(other);
    callInBoth();
    assertEquals(1, gateway.requestsWithEvents().size());
    slow.release();

    awaitEmptyQueue(page);
    assertStored(2 + 2 * CALLS);
    assertEquals(idsSent().stream().distinct().count(), idsSent().size(), "none is sent twice");
  }

  @Test
  void theNextPageSendsWhatAClosedTabLeft() throws InterruptedException {
    Fault.Hold slow = new Fault.Hold();
    gateway.meetWith(slow);
    visit("/");
    slow.arrival();
    other.navigate(shop.origin() + "/");
    awaitTracker(other);
    other.evaluate("footfall('product_view')");

    other.close();
    slow.release();
    page.navigate(shop.origin() + "/basket");
    awaitTracker(page);

    awaitEmptyQueue(page);
    assertStored(4);
  }

  @Test
  void tabsWithoutLocksStoreAllOnce() {
    visitor.addInitScript("delete Navigator.prototype.locks");
    gateway.meetWith(Fault.lostAnswer(), Fault.status(503));
    visitInBoth();
    callInBoth();

    awaitEmptyQueue(page);
    assertStored(2 + 2 * CALLS);
  }
}
