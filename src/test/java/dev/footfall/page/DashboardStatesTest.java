package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Route.FulfillOptions;
import dev.footfall.access.TestIdentity;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Every state of the dashboard explains itself, is accessible, and fits on a phone. */
@QuarkusTest
class DashboardStatesTest extends DashboardWindow {
  private static final UUID LIVELY = UUID.randomUUID();
  private static final UUID SESSION = UUID.randomUUID();
  private static final String COUNTS = "**/v1/counts?*";
  private static final String EMPTY = "No events in this range";

  private static boolean stored;

  private final String choice = "campaign=" + campaign;

  /** Stores forty days of a lively campaign and one of its sessions, once. */
  private static void storeLivelyCampaign() {
    if (stored) {
      return;
    }
    Instant now = Instant.now();
    List<TestEvent> events = new ArrayList<>();
    for (int day = 0; day < 40; day++) {
      Map<String, Integer> numbers =
          Map.of(
              "link_opened", 40 + day % 7 * 9,
              "page_view", 55 + day % 7 * 12,
              "product_view", 22 + day % 5 * 6,
              "add_to_cart", 9 + day % 3 * 2,
              "checkout_started", 5 + day % 2,
              "purchase_completed", 2 + day % 3,
              "newsletter:signup", 1 + day % 4);
      Instant at = now.minusSeconds(86_400L * day + 5);
      String source = List.of("newsletter", "social", "search").get(day % 3);
      numbers.forEach(
          (type, n) ->
              TestEvent.many(n, LIVELY, type, at).stream()
                  .map(event -> event.raw("metadata", metadata(type, source)))
                  .forEach(events::add));
    }
    events.add(ofSession("link_opened", now.minusSeconds(300), "{\"channel\":\"newsletter\"}"));
    events.add(ofSession("product_view", now.minusSeconds(290), "{\"product_id\":\"123\"}"));
    events.add(ofSession("add_to_cart", now.minusSeconds(200), "{}"));
    TestEvent.store(events);
    stored = true;
  }

  private static String metadata(String type, String source) {
    String price =
        type.equals("purchase_completed") ? ",\"price\":119.90,\"currency\":\"EUR\"" : "";
    return "{\"utm_source\":\"" + source + "\"" + price + "}";
  }

  private static TestEvent ofSession(String type, Instant time, String metadata) {
    return TestEvent.of(LIVELY, type, time).with("session_id", SESSION).raw("metadata", metadata);
  }

  @Test
  void figures() {
    storeLivelyCampaign();

    open("campaign=" + LIVELY + "&session=" + SESSION);
    page.locator("#timeline li").first().waitFor();
    page.locator("#figures").waitFor();
    page.locator("#table > summary").click();
    page.press("#chart", "End");
    seesNumber(1, "#amounts-table tbody tr");
    // Three sources, and the events of the session without one.
    seesNumber(4, "#breakdown-table tbody tr");
    for (String table : List.of("funnel", "amounts", "breakdown")) {
      fits("#" + table + "-table");
    }

    isForEverybody("figures");
  }

  /** None of them has a space at which a line could break. */
  @Test
  void theLongestTextsFitAPhone() {
    String source = "s".repeat(128);
    String metadata =
        "{\"utm_source\":\"%s\",\"price\":100000000000000000000.05,\"currency\":\"EUR\"}";
    TestEvent.store(
        TestEvent.of(campaign, "t".repeat(64), Instant.now())
            .raw("metadata", metadata.formatted(source)));

    open(choice + "&where=utm_source:" + source);
    seesEvents("1");

    isForEverybody("longest-texts");
    for (String table : List.of("funnel", "amounts", "breakdown")) {
      fits("#" + table + "-table");
    }
  }

  /** A table has room beside its card's borders. */
  private void fits(String table) {
    assertEquals(
        0,
        page.evaluate(
            "it => (it = document.querySelector(it)).scrollWidth - it.clientWidth", table));
  }

  @Test
  void campaigns() {
    storePageViews(3);
    UUID other = UUID.randomUUID();
    TestEvent.store(TestEvent.of(other));

    open("", userWith(campaign, other));

    seesNumber(2, "#campaigns tbody tr");
    page.fill("#campaigns input", campaign.toString().substring(0, 13));
    seesNumber(1, "#campaigns tbody tr");
    seesText(campaign.toString(), "#campaigns tbody th");
    seesText("3", "#campaigns tbody td");
    page.fill("#campaigns input", "");
    isForEverybody("campaigns");
  }

  @Test
  void anotherCampaignIsChosenOrItsIdPasted() {
    storePageViews(3);
    UUID empty = UUID.randomUUID();
    open(choice, userWith(campaign, empty));
    seesEvents("3");

    page.click("#choose");
    seesNumber(2, "#chooser tbody tr");
    isForEverybody("chooser");
    page.fill("#chooser input", " " + empty + " ");
    page.press("#chooser input", "Enter");

    seesText(empty.toString(), "#heading");
    seesMessage(EMPTY);
  }

  @Test
  void loading() {
    window(options());
    page.route("**/v1/**", route -> {}); // never responds

    go(choice);

    seesMessage("Loading…");
    isForEverybody("loading");
  }

  @Test
  void withoutCampaignsItExplainsHowToStartOne() {
    open("", userWith());
    seesMessage("No campaigns yet");
    isForEverybody("no-campaign");
  }

  @Test
  void aCampaignWithoutEventsExplainsHowToSendTheFirstAndShowsIt()
      throws IOException, InterruptedException {
    window(options().setPermissions(List.of("clipboard-read")));
    page.clock().install();
    goToCampaign("&range=today");
    seesMessage(EMPTY);
    isForEverybody("no-events");

    page.click("text=Copy curl");
    seesNumber(1, "text=Copied");
    String curl = (String) page.evaluate("navigator.clipboard.readText()");
    String pasted = "PATH=$PATH:target/tools; " + curl + " -sf -m 10";
    Process sent = new ProcessBuilder("sh", "-c", pasted).inheritIO().start();
    assertTrue(sent.waitFor(20, TimeUnit.SECONDS));
    assertEquals(0, sent.exitValue());

    page.clock().runFor(10_000);
    seesEvents("1");
  }

  @Test
  void snippetsAreForThisHostAndTheChosenCampaign() {
    windowWithClock();
    goToCampaign("&range=today");
    seesMessage(EMPTY);

    List<String> snippets = page.locator("#snippets code").allInnerTexts();
    page.evaluate("pixel => document.body.insertAdjacentHTML('beforeend', pixel)", snippets.get(2));
    sees(true, () -> page.evaluate("document.querySelector('img[src*=pixel]').complete"));
    page.clock().runFor(10_000);

    assertEquals(
        "<script async src=\"%s/footfall.js\" data-campaign=\"%s\"></script>"
            .formatted(origin(), campaign),
        snippets.get(0));
    seesText("mail_opened", "#funnel-table tbody .type");
    seesEvents("1");
  }

  @Test
  void anAnonymousUserWithoutConfiguredSignIn() {
    open(choice, userWith(TestIdentity.NOBODY));

    seesMessage("Sign-in is not configured");
    assertHidden("#controls");
    isForEverybody("no-sign-in");
  }

  @Test
  void aCampaignOfOthers() {
    UUID own = UUID.randomUUID();
    open(choice, userWith(own));

    seesMessage("You don’t have access to this campaign");
    isForEverybody("forbidden");
    page.click("text=All campaigns");
    seesText(own.toString(), "#campaigns tbody th");
  }

  @Test
  void aRefusedRangeCanBeChanged() {
    open(choice + "&from=2020-01-01T00:00&to=2025-01-01T00:00&interval=hour");

    seesMessage("These figures can’t be shown");
    assertTrue(text("#message p").contains("over 10000 buckets"));
    isForEverybody("refused");
    page.selectOption("#interval", "month");
    seesMessage(EMPTY);
  }

  private void respondBusy() {
    respond(
        COUNTS,
        new FulfillOptions()
            .setStatus(503)
            .setHeaders(Map.of("Retry-After", "30"))
            .setContentType("application/problem+json")
            .setBody("{\"status\":503,\"detail\":\"the database is busy\"}"));
  }

  @Test
  void aBusyService() {
    window(options());
    respondBusy();

    go(choice);

    seesMessage("The service is busy");
    assertEquals("It should be available again in 30 s.", text("#message p"));
    isForEverybody("busy");
  }

  @Test
  void aBusyServiceIsAskedAgainAfterRetryAfter() {
    storePageViews(1);
    windowWithClock();
    respondBusy();
    go(choice);
    seesMessage("The service is busy");
    page.clock().pauseAt(System.currentTimeMillis() + 1_000);
    page.unroute(COUNTS);
    int asked = requests.size();

    page.clock().runFor(20_000);
    assertEquals(asked, requests.size());
    // Not much further, or the page's time-out would end the request, which takes real time.
    page.clock().runFor(12_000);

    seesEvents("1");
  }

  @Test
  void figuresStayWhileTheServiceIsBusy() {
    storeLivelyCampaign();
    windowWithClock();
    go("campaign=" + LIVELY + "&range=today");
    page.locator("#figures").waitFor();
    String total = events();

    respondBusy();
    page.clock().runFor(10_000);

    seesText(
        "The service is busy. It should be available again in 30 s."
            + " The figures below may be out of date.",
        "#notice");
    assertEquals(total, events());
    isForEverybody("busy-with-figures");
  }

  @Test
  void offlineIsExplainedAndEndsByItself() {
    storePageViews(1);
    open("");
    page.locator("#campaigns").waitFor();
    page.context().setOffline(true);
    page.evaluate("hash => location.hash = hash", choice);
    seesMessage("You are offline");
    isForEverybody("offline");

    page.context().setOffline(false);

    seesEvents("1");
  }

  @Test
  void noRequestLeavesThisHost() {
    storePageViews(1);

    open(choice);

    seesEvents("1");
    assertEquals(
        List.of(), requests.stream().filter(url -> !url.startsWith(origin() + "/")).toList());
  }
}
