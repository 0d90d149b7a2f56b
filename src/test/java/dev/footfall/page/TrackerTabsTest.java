package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import dev.footfall.testsupport.browser.Fault;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tabs of one site share a queue, and none overwrites or repeats events of another. */
@QuarkusTest
class TrackerTabsTest extends TrackedShop {
  private static final int CALLS = 10;

  private Page other;

  @BeforeEach
  void openAnotherTab() {
    other = profile.newPage();
  }

  private void callInBoth() {
    for (int i = 0; i < CALLS; i++) {
      call("product_view");
      other.evaluate("footfall('product_view')");
    }
  }

  private void assertAllDelivered() {
    awaitEmptyQueue();
    assertStored(2 + 2 * CALLS);
  }

  @Test
  void twoTabsSendEverythingOnce() {
    visit("/");
    visit(other, "/");
    callInBoth();

    assertAllDelivered();
  }

  @Test
  void oneTabSendsWhileTheOtherWaits() throws InterruptedException {
    Fault.Hold slow = visitWithSlowResponse();
    visit(other, "/");
    callInBoth();
    assertEquals(1, sent().size());
    slow.release();

    assertAllDelivered();
    List<String> ids = sent().stream().flatMap(List::stream).toList();
    assertEquals(ids.stream().distinct().count(), ids.size(), "no event is sent twice");
  }

  @Test
  void theNextPageSendsWhatAClosedTabLeft() throws InterruptedException {
    Fault.Hold slow = visitWithSlowResponse();
    visit(other, "/");
    other.evaluate("footfall('product_view')");

    other.close();
    slow.release();
    visit("/basket");

    awaitEmptyQueue();
    assertStored(4);
  }

  @Test
  void aFrozenTabDoesNotBlockOthers() {
    visitAndDrain();
    other.navigate(shop.origin() + "/plain.html");
    other.evaluate(
        "() => void navigator.locks.request('footfall.1.', () => new Promise(() => {}))");
    page.clock().install();
    call("product_view");
    page.clock().fastForward(5_000);

    assertDelivered("page_view product_view");
  }

  @Test
  void tabsWithoutLocksStoreEverythingOnce() {
    profile.addInitScript("delete Navigator.prototype.locks");
    gateway.inject(Fault.lostResponse(), Fault.status(503));
    visit("/");
    visit(other, "/");
    callInBoth();

    assertAllDelivered();
  }
}
