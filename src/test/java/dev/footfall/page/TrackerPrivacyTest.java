package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Frame;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tracker keeps to what the visitor and the page allow. */
@QuarkusTest
class TrackerPrivacyTest extends TrackedShop {

  @Test
  void ofAVisitorWhoOptsOutNothingIsSentOrStored() {
    visitor.addInitScript(
        "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', {get: () => true})");
    visitor.setExtraHTTPHeaders(Map.of("Sec-GPC", "1"));
    page.navigate(shop.origin() + "/early.html");
    page.navigate(shop.origin() + "/");
    call("product_view");
    page.click("#add");
    page.evaluate("history.pushState(null, '', '/basket')");
    assertTrue(isStorageEmpty(page));
    page.close();

    assertTrue(gateway.requests().stream().anyMatch(r -> r.path().equals("/footfall.js")));
    assertEquals(List.of(), gateway.requestsWithEvents());
    assertStored();
  }

  @Test
  void aStrictContentSecurityPolicyIsKept() {
    visitor.addInitScript(
        "window.breaches = [];"
            + "addEventListener('securitypolicyviolation', e => breaches.push(e.blockedURI))");
    visit("/strict");
    call("product_view");
    page.click("#add");
    page.evaluate("history.pushState(null, '', '/strict/basket')");

    assertStored("page_view", "product_view", "add_to_cart", "page_view");
    awaitEmptyQueue(page);
    assertEquals(List.of(), page.evaluate("breaches"));
  }

  @Test
  void inAFrameWithoutAnOriginEventsAreKeptInMemory() {
    gateway.meetWith(Fault.status(503), Fault.lostAnswer());
    page.navigate(shop.origin() + "/frame.html");
    Frame frame = page.frames().get(1);
    frame.waitForFunction("window.footfall && footfall.q && !footfall.q.forEach");
    frame.evaluate("footfall('product_view')");
    frame.click("#add");

    assertStored("page_view", "product_view", "add_to_cart");
    assertTrue(isStorageEmpty(page));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "get() { throw new DOMException('denied', 'SecurityError'); }",
        "get: () => null",
        "get: () => undefined"
      })
  void whereStorageIsForbiddenEventsAreKeptInMemory(String storage) {
    visitor.addInitScript(
        "for (const name of ['localStorage', 'sessionStorage'])"
            + " Object.defineProperty(window, name, {"
            + storage
            + "})");
    gateway.meetWith(Fault.status(503), Fault.lostAnswer());
    visit("/");
    call("product_view");
    page.click("#add");

    assertStored("page_view", "product_view", "add_to_cart");
  }

  @Test
  void whereStorageIsFullEventsAreKeptInMemory() {
    visit("/");
    awaitEmptyQueue(page);
    page.evaluate(
        """
        () => {
          for (let size = 1 << 23; size; ) {
            try {
              localStorage['full' + localStorage.length] = 'x'.repeat(size);
            } catch {
              size >>= 1;
            }
          }
        }
        """);
    Object full = page.evaluate("localStorage.length");
    gateway.meetWith(Fault.status(503));
    call("product_view");
    page.click("#add");

    assertStored("page_view", "product_view", "add_to_cart");
    assertEquals(full, page.evaluate("localStorage.length"));
  }
}
