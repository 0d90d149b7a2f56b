package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Frame;
import dev.footfall.testsupport.browser.Fault;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The tracker respects what the visitor and the page allow, and pages of any origin can send events
 * through API Gateway.
 */
@QuarkusTest
class TrackerPrivacyTest extends TrackedShop {
  @TempDir Path folder;

  @Test
  void forAVisitorWhoOptsOutNothingIsSentOrStored() {
    profile.addInitScript(
        "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', {get: () => true})");
    profile.setExtraHTTPHeaders(Map.of("Sec-GPC", "1"));
    page.navigate(shop.origin() + "/early.html");
    page.navigate(shop.origin() + "/");
    call("product_view");
    page.click("#add");
    page.evaluate("history.pushState(null, '', '/basket')");
    assertTrue(isStorageEmpty());
    page.close();

    assertTrue(gateway.requests().stream().anyMatch(r -> r.path().equals("/footfall.js")));
    assertEquals(List.of(), gateway.requestsWithEvents());
    assertStored(0);
  }

  @Test
  void automationIsNotTracked() {
    profile.addInitScript(
        "Object.defineProperty(Navigator.prototype, 'webdriver', {get: () => true})");
    visitAndCall("/early.html");
    assertNothingIsSent();
  }

  private void visitAndCall(String path) {
    page.navigate(shop.origin() + path);
    page.waitForFunction("!!window.footfall?.add");
    call("product_view");
  }

  private void assertNothingIsSent() {
    assertTrue(isStorageEmpty());
    page.close();
    assertEquals(List.of(), gateway.requestsWithEvents());
  }

  @ParameterizedTest
  @CsvSource({
    "shop.example 127.0.0.1, true",
    "'shop.example,127.0.0.1', true",
    "shop.example, false"
  })
  void onlyTheListedHostsAreTracked(String domains, boolean tracked) {
    shop.add(
        "hosts.html",
        "<script src='https://HOST/footfall.js' data-campaign='UUID' data-domains='%s'></script>"
            .formatted(domains));
    visitAndCall("/hosts.html");
    if (tracked) {
      assertStored("page_view product_view");
    } else {
      assertNothingIsSent();
    }
  }

  @Test
  void aVisitorCanOptOutOfASiteAndBackIn() {
    visitAndDrain();
    page.evaluate("localStorage['footfall.optout'] = 1");
    call("unseen");
    visitAndCall("/basket");
    page.evaluate("delete localStorage['footfall.optout']");
    call("product_view");

    assertDelivered("page_view product_view");
  }

  @Test
  void aHookChangesAndDropsEventsBeforeTheyAreKept() {
    shop.add(
        "hook.html",
        """
        <script>
          window.footfall = {
            beforeSend(event) {
              if (event.event_type === 'dropped') return;
              if (event.event_type === 'thrown') throw new Error('cannot decide');
              event.metadata.path = '/reset/TOKEN';
              return event;
            },
          };
        </script>
        <script src="https://HOST/footfall.js" data-campaign="UUID"></script>
        """);
    visitAndCall("/hook.html");
    call("dropped", "thrown", "add_to_cart");

    assertDelivered("page_view product_view add_to_cart");
    assertEquals(3, metadata("path").stream().filter("/reset/TOKEN"::equals).count());
    assertTrue(sent().stream().mapToInt(List::size).sum() == 3);
  }

  @Test
  void aStrictContentSecurityPolicyIsMet() {
    profile.addInitScript(
        "window.breaches = [];"
            + "addEventListener('securitypolicyviolation', e => breaches.push(e.blockedURI))");
    page.navigate(shop.origin() + "/strict");
    // Polled from outside: the policy forbids what waitForFunction does in the page.
    page.waitForCondition(() -> (boolean) page.evaluate(TRACKER_IS_LOADED));
    call("product_view");
    page.click("#add");
    page.evaluate("history.pushState(null, '', '/strict/basket')");

    assertStored("page_view product_view add_to_cart page_view");
    assertEquals(List.of(), page.evaluate("breaches"));
  }

  @Test
  void inAFrameWithoutAnOriginEventsAreKeptInMemory() {
    gateway.inject(Fault.status(503), Fault.lostResponse());
    page.navigate(shop.origin() + "/frame.html");
    Frame frame = page.frames().get(1);
    frame.waitForFunction(TRACKER_IS_LOADED);
    frame.evaluate("footfall('product_view')");
    frame.click("#add");

    assertStored("page_view product_view add_to_cart");
    assertTrue(isStorageEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "get() { throw new DOMException('denied', 'SecurityError'); }",
        "get: () => null",
        "get: () => undefined",
      })
  void ifStorageIsBlockedEventsAreKeptInMemory(String storage) {
    profile.addInitScript(
        "for (const name of ['localStorage', 'sessionStorage'])"
            + " Object.defineProperty(window, name, {"
            + storage
            + "})");
    gateway.inject(Fault.status(503), Fault.lostResponse());
    visit("/");
    call("product_view");
    page.click("#add");

    assertStored("page_view product_view add_to_cart");
  }

  @Test
  void ifStorageIsFullEventsAreKeptInMemory() {
    visitAndDrain();
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
    gateway.inject(Fault.status(503));
    call("product_view");
    page.click("#add");

    assertStored("page_view product_view add_to_cart");
    assertEquals(full, page.evaluate("localStorage.length"));
  }

  private long preflights() {
    return gateway.requests().stream().filter(r -> r.method().equals("OPTIONS")).count();
  }

  private void openPlain() {
    page.navigate(shop.origin() + "/plain.html");
  }

  /** Opens a file of the shop from disk. */
  private void openFile(String name) throws IOException {
    Path file = Files.writeString(folder.resolve(name), shop.text(name));
    page.navigate(file.toUri().toString());
  }

  @Test
  void aPageOfAnotherOriginSendsWithoutPreflight() {
    visit("/");
    call("product_view");

    assertDelivered("page_view product_view");
    assertEquals(0, preflights());
  }

  @Test
  void aPageFromAFileSends() throws IOException {
    gateway.inject(Fault.status(503));
    openFile("early.html");
    awaitTracker(page);
    page.reload();
    awaitTracker(page);
    call("product_shared");

    assertDelivered(
        "page_view product_view add_to_cart page_view product_view add_to_cart product_shared");
    assertEquals(0, preflights());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aScriptThatSendsJsonReadsTheResponseAfterAPreflight(boolean inAFile) throws IOException {
    if (inAFile) {
      openFile("plain.html");
    } else {
      openPlain();
    }

    assertEquals("201 stored", sendJson("omit"));
    assertStored("purchase_completed");
    assertEquals(1, preflights());
  }

  @Test
  void aScriptLearnsThatTheEventOfAVisitorWhoOptsOutIsIgnored() {
    profile.setExtraHTTPHeaders(Map.of("Sec-GPC", "1"));
    openPlain();

    assertEquals("200 ignored", sendJson("omit"));
    assertStored(0);
  }

  @Test
  void nothingIsSentWithCredentials() {
    openPlain();
    assertEquals("no response", sendJson("include"));
    assertStored(0);
  }

  /** Status and result, as the page's script reads them. */
  private Object sendJson(String credentials) {
    return page.evaluate(
        """
        ([origin, campaign, credentials]) =>
          fetch(origin + '/v1/events', {
            method: 'POST',
            credentials,
            headers: {'Content-Type': 'application/json'},
            body: JSON.stringify({
              session_id: crypto.randomUUID(),
              campaign_id: campaign,
              event_type: 'purchase_completed',
            }),
          }).then(
            async response => response.status + ' ' + (await response.json()).results[0].result,
            () => 'no response')
        """,
        List.of(gateway.origin(), campaign.toString(), credentials));
  }
}
