package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page.CloseOptions;
import dev.footfall.testsupport.browser.Fault;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Browsers of the last five years, and what other scripts do to a page: no event is lost, none is
 * counted twice, and no error reaches the page.
 */
@QuarkusTest
class TrackerBrowserTest extends TrackedShop {
  private static final String BEACON =
      "Object.defineProperty(navigator, 'sendBeacon', {value: %s})";

  /** What a browser may lack or another script may break, each in a view of its own. */
  private static final Map<String, String> SURROUNDINGS =
      Map.ofEntries(
          Map.entry("no-locks", "delete Navigator.prototype.locks"),
          Map.entry(
              "locks-that-throw",
              "LockManager.prototype.request = () => { throw new Error('locked'); }"),
          Map.entry("no-random-uuid", "delete Crypto.prototype.randomUUID"),
          Map.entry("no-navigation-api", "delete window.navigation"),
          Map.entry("no-abort-controller", "delete window.AbortController; delete AbortSignal"),
          Map.entry(
              "no-newest-methods",
              "delete Object.hasOwn; delete Array.prototype.at; delete window.structuredClone;"
                  + " delete Promise.any; delete String.prototype.replaceAll"),
          Map.entry(
              "no-keepalive", "window.fetch = (url, {keepalive, ...rest}) => original(url, rest)"),
          Map.entry(
              "headers-added",
              "window.fetch = (url, init) =>"
                  + " original(url, {...init, headers: {traceparent: '00-1-2-01', 'X-Any': '1'}})"),
          Map.entry(
              "throws-at-first",
              "window.fetch = (...all) => {"
                  + " window.fetch = original; throw new Error('not patched yet'); }"),
          Map.entry(
              "nothing-at-first",
              "window.fetch = (...all) => { window.fetch = original; original(...all); }"),
          Map.entry(
              "thenable",
              "window.fetch = (...all) => ({ then: (...both) => void original(...all).then(...both) })"),
          Map.entry(
              "body-read",
              "window.fetch = (...all) =>"
                  + " original(...all).then(async answer => (await answer.json(), answer))"),
          Map.entry(
              "only-a-status",
              "window.fetch = (...all) => original(...all).then(({status}) => ({status}))"),
          Map.entry(
              "other-headers",
              "window.fetch = (...all) => original(...all).then("
                  + "async answer => new Response(await answer.blob(), {status: answer.status}))"));

  @Test
  void noneOfTheseLosesOrRepeatsAnEvent() {
    profile.addInitScript(
        "const original = window.fetch; const broken = {%s}; broken[location.pathname.slice(1)]?.()"
            .formatted(
                SURROUNDINGS.entrySet().stream()
                    .map(one -> "'" + one.getKey() + "': () => {" + one.getValue() + "}")
                    .reduce((all, one) -> all + ",\n" + one)
                    .orElseThrow()));
    for (String name : SURROUNDINGS.keySet()) {
      visit("/" + name);
      page.evaluate("name => footfall('used', {name})", name);
      awaitEmptyQueue();
    }

    assertStored(2 * SURROUNDINGS.size());
    assertEquals(
        SURROUNDINGS.keySet(),
        stored().stream()
            .filter(row -> row.type().equals("used"))
            .map(row -> row.metadata("name"))
            .collect(Collectors.toSet()));
    long sent = sent().stream().flatMap(List::stream).count();
    assertTrue(sent <= stored().size() + 2, "sent " + sent);
  }

  @ParameterizedTest
  @ValueSource(strings = {"undefined", "() => false", "() => { throw new Error('blocked'); }"})
  void withoutABeaconTheLastEventsAreSentByFetch(String beacon) throws InterruptedException {
    profile.addInitScript(BEACON.formatted(beacon));
    Fault.Hold slow = visitWithSlowResponse();
    call("product_view", "purchase_completed");

    page.waitForClose(() -> page.close(new CloseOptions().setRunBeforeUnload(true)));

    assertStored("product_view purchase_completed");
    slow.release();
    assertStored("page_view product_view purchase_completed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ownKeys() { throw new DOMException('broken', 'NS_ERROR_FILE_CORRUPTED'); }",
        "set() { throw new DOMException('full', 'QuotaExceededError'); }",
        "set() { return true; }",
      })
  void aBrokenStorageIsDoneWithout(String trap) {
    profile.addInitScript(
        "const broken = new Proxy({}, {%s}); Object.defineProperty(window, 'localStorage', {value: broken})"
            .formatted(trap));
    gateway.inject(Fault.status(503));
    visit("/");
    call("product_view");

    assertStored("page_view product_view");
  }

  @Test
  void aSiteThatClearsItsStorageLosesNothing() {
    visit("/");
    page.evaluate(
        "() => { footfall('logged_out'); localStorage.clear(); sessionStorage.clear(); }");
    assertStored("page_view logged_out");
  }

  @Test
  void whatIsNoJsonDoesNotLoseTheEvent() {
    visit("/");
    page.evaluate(
        """
        () => {
          const circle = {};
          circle.circle = circle;
          footfall('circle', circle);
          footfall('big', {number: 12345678901234567890n});
          footfall('cut', {text: '👟'.slice(0, 1)});
          footfall('cut', {text: 'shoe ' + '👟'.slice(1)});
          footfall('text', 'shoe');
          footfall('list', ['shoe']);
          footfall('none', null);
          footfall('thrower', {get price() { throw new Error('no price'); }});
        }
        """);

    assertDelivered("page_view circle big cut cut text list none thrower");
    assertEquals("12345678901234567890", stored().get(2).metadata("number"));
    assertEquals(List.of("\uFFFD", "shoe \uFFFD"), metadata("text").subList(3, 5));
    assertEquals("{}", stored().get(1).metadata());
  }

  @Test
  void manyEventsOfOnePageAreSentWithKeepalive() {
    visitAndDrain();
    page.evaluate(
        """
        () => {
          const original = window.fetch;
          window.unlike = 0;
          window.fetch = (url, init) => {
            unlike += !init.keepalive;
            return original(url, init);
          };
        }
        """);
    // Together over 64 KiB: what browsers allow in flight, if they think that it still is.
    for (int i = 0; i < 8; i++) {
      page.evaluate("footfall('product_view', {text: 'x'.repeat(15000)})");
      awaitEmptyQueue();
    }

    assertStored(9);
    assertEquals(0, page.evaluate("unlike"));
  }
}
