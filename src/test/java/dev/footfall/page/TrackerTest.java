package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.MouseButton;
import dev.footfall.testsupport.Owner;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which events the tracker records, and with which data. */
@QuarkusTest
class TrackerTest extends TrackedShop {
  @Test
  void aWholeSessionIsStoredOnceAndInOrder() {
    for (int shoe = 1; shoe <= 5; shoe++) {
      visit("/shoes/" + shoe);
      call("product_view");
      page.click("#add");
      page.click("#inside");
      page.evaluate("path => history.pushState(null, '', path)", "/basket/" + shoe);
    }
    call("checkout_started", "purchase_completed");

    assertDelivered(
        "page_view product_view add_to_cart add_to_cart page_view ".repeat(5)
            + "checkout_started purchase_completed");
  }

  @Test
  void idsAreUuidsOfVersion7WithTheTimeOfTheEvent() {
    visit("/");
    call("product_view");

    assertStored("page_view product_view");
    for (Owner.Row row : stored()) {
      assertEquals(7, row.id().version());
      assertEquals(2, row.id().variant());
      assertEquals(row.time().toEpochMilli(), row.id().getMostSignificantBits() >>> 16);
    }
  }

  @Test
  void aPageAppCountsEachViewOnce() {
    visit("/");

    page.evaluate(
        """
        history.pushState(null, '', '/a');
        history.replaceState({scroll: 1}, '');
        history.replaceState(null, '', '/a?sort=price');
        history.pushState(null, '', '/a?page=2');
        history.pushState(null, '', '/a?page=2#reviews');
        history.replaceState(null, '', '/b');
        location.hash = 'top';
        """);
    page.evaluate("new Promise(done => { addEventListener('popstate', done); history.go(-3); })");

    assertStored("page_view page_view page_view page_view page_view");
    assertEquals(List.of("/", "/a", "/a", "/b", "/a"), metadata("path"));
  }

  @Test
  void aPageFromTheBackForwardCacheIsViewedAgain() {
    profile.addInitScript(
        "addEventListener('pageshow', e => { if (e.persisted) document.title = 'Again'; })");
    visitAndDrain();
    visit("/basket");
    awaitEmptyQueue();

    page.evaluate("history.back()");

    assertStored("page_view page_view page_view");
    assertEquals(List.of("/", "/basket", "/"), metadata("path"));
    assertEquals("Again", page.title());
  }

  /** Emulated, because an automated browser does not prerender. */
  @Test
  void aPrerenderedPageIsViewedWhenItIsShown() {
    page.addInitScript("Object.defineProperty(document, 'prerendering', {value: true})");
    page.navigate(shop.origin() + "/shown");
    call("product_view");
    assertEquals(List.of(), gateway.requestsWithEvents());
    assertTrue(isStorageEmpty());

    page.evaluate("document.dispatchEvent(new Event('prerenderingchange'))");

    assertStored("page_view product_view");
  }

  @Test
  void callsBeforeTheScriptHasLoadedAreKept() {
    visit("/early.html");
    page.evaluate("early('product_shared')");

    assertStored("page_view product_view add_to_cart product_shared");
    assertEquals(List.of("", "123", "124", ""), metadata("product_id"));
  }

  @Test
  void aPageWithTheSnippetTwiceCountsOnce() {
    visit("/twice.html");
    page.waitForLoadState();
    call("product_view");
    page.click("button");

    assertStored("page_view product_view add_to_cart");
  }

  @Test
  void clicksOnMarkedElementsAreEvents() {
    visit("/");
    page.click("#add");
    page.click("#inside");
    page.click("#plain");
    page.click("#stopped");
    page.focus("#add");
    page.keyboard().press("Enter");
    page.click("#offer");

    assertStored(
        "page_view add_to_cart add_to_cart wish_listed add_to_cart offer_opened page_view");
    assertEquals("{\"price\": \"19.90\", \"product_id\": \"123\"}", stored().get(1).metadata());
    assertEquals("{}", stored().get(3).metadata());
    assertEquals("{\"place\": \"top\"}", stored().get(5).metadata());
  }

  @Test
  void aViewHasPathReferrersHostAndCampaignParametersOnly() {
    page.navigate(
        shop.origin() + "/offer?utm_source=mail&token=secret&utm_campaign=fr%C3%BChling#private",
        new Page.NavigateOptions().setReferer("https://news.example/today?user=1"));

    assertStored("page_view");
    assertEquals(
        "{\"path\": \"/offer\", \"referrer\": \"news.example\","
            + " \"utm_source\": \"mail\", \"utm_campaign\": \"frühling\"}",
        stored().get(0).metadata());
  }

  @Test
  void aSessionEndsAfterHalfAnHourWithoutEvents() {
    // The clock keeps running, so this leaves a minute to spare.
    page.clock().install();
    visit("/");
    page.clock().fastForward("29:00");
    call("within");
    page.clock().fastForward("29:00");
    call("still_within");
    page.clock().fastForward("30:01");
    call("after");

    assertStored(4);
    List<UUID> sessions = stored().stream().map(Owner.Row::session).toList();
    assertEquals(1, sessions.subList(0, 3).stream().distinct().count());
    assertNotEquals(sessions.get(2), sessions.get(3));
  }

  @Test
  void aTabOpenedByThePageContinuesItsSession() {
    visit("/");

    Page tab = profile.waitForPage(() -> page.click("#tab"));

    awaitTracker(tab);
    assertStored("page_view page_view");
  }

  @Test
  void aTabOpenedByTheVisitorHasItsOwnSession() {
    visit("/");
    visit(profile.newPage(), "/");

    assertStored(2);
    assertEquals(2, sessions());
  }

  @Test
  void theMiddleButtonOpensLinksAndPressesNothing() {
    visit("/");
    MouseButton[] others = {MouseButton.MIDDLE, MouseButton.RIGHT};
    for (MouseButton button : others) {
      page.click("#add", new Page.ClickOptions().setButton(button));
      page.click("#offer", new Page.ClickOptions().setButton(button));
    }

    assertStored(3);
    assertEquals(
        List.of("offer_opened", "page_view", "page_view"),
        stored().stream().map(Owner.Row::type).sorted().toList());
  }

  @Test
  void theKeyboardPressesButtonsAndLinks() {
    visit("/");
    page.press("#add", "Space");
    page.press("#add", "Enter");
    page.press("#offer", "Enter");

    assertStored("page_view add_to_cart add_to_cart offer_opened page_view");
  }

  @Test
  void aMarkedElementInAWebComponentIsSeen() {
    visit("/");
    page.evaluate(
        """
        () => {
          const host = document.body.appendChild(document.createElement('div'));
          host.attachShadow({mode: 'open'}).innerHTML =
            '<button id=inner data-footfall-event=wish_listed data-footfall-id=7>Wish</button>';
        }
        """);
    page.click("#inner");

    assertStored("page_view wish_listed");
    assertEquals("7", metadata("id").get(1));
  }

  @Test
  void onlyTheFirstViewOfAPageAppHasTheReferrer() {
    page.navigate(
        shop.origin() + "/", new Page.NavigateOptions().setReferer("https://news.example/today"));
    awaitTracker(page);
    page.evaluate("history.pushState(null, '', '/a')");

    assertStored("page_view page_view");
    assertEquals(List.of("news.example", ""), metadata("referrer"));
  }

  @Test
  void aRouterThatUsesTheNavigationApiIsFollowed() {
    visit("/");
    page.evaluate(
        """
        async () => {
          navigation.addEventListener('navigate', e => e.intercept());
          await navigation.navigate('/a').finished;
          await navigation.navigate('/a?sort=price', {history: 'replace'}).finished;
          await navigation.navigate('/b', {history: 'replace'}).finished;
          await navigation.back().finished;
        }
        """);

    assertStored("page_view page_view page_view page_view");
    assertEquals(List.of("/", "/a", "/b", "/"), metadata("path"));
  }

  @Test
  void aHashRouterIsFollowedOnRequest() {
    shop.add(
        "routes.html",
        "<script src='https://HOST/footfall.js' data-campaign='UUID' data-hash></script>");
    visit("/routes.html#/shoes");
    page.evaluate("location.hash = '/basket?token=secret'");
    page.evaluate("history.pushState(null, '', '#/pay')");
    page.evaluate("new Promise(done => { addEventListener('popstate', done); history.back(); })");

    assertStored("page_view page_view page_view page_view");
    assertEquals(
        List.of("#/shoes", "#/basket", "#/pay", "#/basket"),
        metadata("path").stream().map(path -> path.replace("/routes.html", "")).toList());
  }
}
