package dev.footfall.page;

import static dev.footfall.page.StoredEvents.pageViews;
import static dev.footfall.testsupport.browser.Dashboard.anonymous;
import static dev.footfall.testsupport.browser.Dashboard.options;
import static dev.footfall.testsupport.browser.Dashboard.origin;
import static dev.footfall.testsupport.browser.Dashboard.userWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import dev.footfall.testsupport.browser.Dashboard;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every state of the dashboard explains itself, is accessible, and fits on a phone. */
@QuarkusTest
class DashboardStatesTest {
  private static final UUID SESSION = UUID.randomUUID();
  private static final String COUNTS = "**/v1/counts?*";

  private static StoredEvents events;

  @RegisterExtension final Dashboard dashboard = new Dashboard();

  /** Stores forty days of a campaign and one of its sessions, once. */
  private static UUID campaign() {
    if (events != null) {
      return events.campaign();
    }
    events = new StoredEvents();
    Instant now = Instant.now();
    IntStream.range(0, 40)
        .forEach(
            day -> {
              Instant at = now.minusSeconds(86_400L * day + 5);
              events.add(40 + day % 7 * 9, "link_opened", at);
              events.add(55 + day % 7 * 12, "page_view", at);
              events.add(22 + day % 5 * 6, "product_view", at);
              events.add(9 + day % 3 * 2, "add_to_cart", at);
              events.add(5 + day % 2, "checkout_started", at);
              events.add(2 + day % 3, "purchase_completed", at);
              events.add(1 + day % 4, "newsletter:signup", at);
            });
    return events
        .add(SESSION, "link_opened", now.minusSeconds(300), "{\"channel\":\"newsletter\"}")
        .add(SESSION, "product_view", now.minusSeconds(290), "{\"product_id\":\"123\"}")
        .add(SESSION, "add_to_cart", now.minusSeconds(200), "{}")
        .store()
        .campaign();
  }

  private static String someCampaign() {
    return "campaign=" + UUID.randomUUID();
  }

  @Test
  void figures() {
    Page page = dashboard.open("campaign=" + campaign() + "&session=" + SESSION);
    page.locator("#timeline li").first().waitFor();
    page.locator("#figures").waitFor();
    page.locator("#table > summary").click();
    page.press("#chart", "End");

    dashboard.isForEverybody("figures");
  }

  @Test
  void campaigns() {
    UUID campaign = pageViews(3).campaign();
    UUID other = pageViews(1).campaign();

    Page page = dashboard.open("", userWith(campaign + " " + other));

    dashboard.sees(2, () -> page.locator("#campaigns tbody tr").count());
    page.fill("#campaigns input", campaign.toString().substring(0, 13));
    dashboard.sees(1, () -> page.locator("#campaigns tbody tr").count());
    dashboard.seesText(campaign.toString(), "#campaigns tbody th");
    dashboard.seesText("3", "#campaigns tbody td");
    page.fill("#campaigns input", "");
    dashboard.isForEverybody("campaigns");
  }

  @Test
  void anotherCampaignIsChosenOrItsIdPasted() {
    UUID campaign = pageViews(3).campaign();
    UUID empty = UUID.randomUUID();
    Page page = dashboard.open("campaign=" + campaign, userWith(campaign + " " + empty));
    dashboard.seesEvents("3");

    page.click("#choose");
    dashboard.sees(2, () -> page.locator("#chooser tbody tr").count());
    dashboard.isForEverybody("chooser");
    page.fill("#chooser input", " " + empty + " ");
    page.press("#chooser input", "Enter");

    dashboard.seesText(empty.toString(), "#heading");
    dashboard.seesMessage("No events in this range");
  }

  @Test
  void loading() {
    Page page = dashboard.window(options());
    page.route("**/v1/**", route -> {}); // never responds

    dashboard.go(someCampaign());

    dashboard.seesMessage("Loading…");
    dashboard.isForEverybody("loading");
  }

  @Test
  void withoutCampaignsItExplainsHowToStartOne() {
    dashboard.open("", userWith(""));

    dashboard.seesMessage("No campaigns yet");
    dashboard.isForEverybody("no-campaign");
  }

  @Test
  void aCampaignWithoutEventsExplainsHowToSendTheFirstAndShowsIt()
      throws IOException, InterruptedException {
    Page page = dashboard.window(options().setPermissions(List.of("clipboard-read")));
    page.clock().install();
    dashboard.go(someCampaign() + "&range=today");
    dashboard.seesMessage("No events in this range");
    dashboard.isForEverybody("no-events");

    page.click("text=Copy curl");
    dashboard.sees(1, () -> page.locator("text=Copied").count());
    String curl = (String) page.evaluate("navigator.clipboard.readText()");
    String pasted = "PATH=$PATH:target/tools; " + curl + " -sf -m 10";
    Process sent = new ProcessBuilder("sh", "-c", pasted).inheritIO().start();
    assertTrue(sent.waitFor(20, TimeUnit.SECONDS));
    assertEquals(0, sent.exitValue());

    page.clock().runFor(10_000);
    dashboard.seesEvents("1");
  }

  @Test
  void snippetsAreForThisHostAndTheChosenCampaign() {
    UUID campaign = UUID.randomUUID();
    Page page = dashboard.windowWithClock();
    dashboard.go("campaign=" + campaign + "&range=today");
    dashboard.seesMessage("No events in this range");

    List<String> snippets = page.locator("#snippets code").allInnerTexts();
    page.evaluate("pixel => document.body.insertAdjacentHTML('beforeend', pixel)", snippets.get(2));
    dashboard.sees(true, () -> page.evaluate("document.querySelector('img[src*=pixel]').complete"));
    page.clock().runFor(10_000);

    assertEquals(
        "<script async src=\"%s/footfall.js\" data-campaign=\"%s\"></script>"
            .formatted(origin(), campaign),
        snippets.get(0));
    dashboard.seesText("mail_opened", "#funnel-table tbody .type");
    dashboard.seesEvents("1");
  }

  @Test
  void anAnonymousUserWithoutConfiguredSignIn() {
    Page page = dashboard.open(someCampaign(), anonymous());

    dashboard.seesMessage("Sign-in is not configured");
    assertTrue(page.locator("#controls").isHidden());
    dashboard.isForEverybody("no-sign-in");
  }

  @Test
  void aCampaignOfOthers() {
    String own = UUID.randomUUID().toString();
    Page page = dashboard.open(someCampaign(), userWith(own));

    dashboard.seesMessage("You don’t have access to this campaign");
    dashboard.isForEverybody("forbidden");
    page.click("text=All campaigns");
    dashboard.seesText(own, "#campaigns tbody th");
  }

  @Test
  void aRefusedRangeCanBeChanged() {
    Page page =
        dashboard.open(someCampaign() + "&from=2020-01-01T00:00&to=2025-01-01T00:00&interval=hour");

    dashboard.seesMessage("These figures can’t be shown");
    assertTrue(dashboard.text("#message p").contains("over 10000 buckets"));
    dashboard.isForEverybody("refused");
    page.selectOption("#interval", "month");
    dashboard.seesMessage("No events in this range");
  }

  private static void respondBusy(Page page) {
    page.route(
        COUNTS,
        route ->
            route.fulfill(
                new FulfillOptions()
                    .setStatus(503)
                    .setHeaders(Map.of("Retry-After", "30"))
                    .setContentType("application/problem+json")
                    .setBody("{\"status\":503,\"detail\":\"the database is busy\"}")));
  }

  @Test
  void aBusyService() {
    respondBusy(dashboard.window(options()));

    dashboard.go(someCampaign());

    dashboard.seesMessage("The service is busy");
    assertEquals("It should be available again in 30 s.", dashboard.text("#message p"));
    dashboard.isForEverybody("busy");
  }

  @Test
  void aBusyServiceIsAskedAgainAfterRetryAfter() {
    UUID campaign = pageViews(1).campaign();
    Page page = dashboard.windowWithClock();
    respondBusy(page);
    dashboard.go("campaign=" + campaign);
    dashboard.seesMessage("The service is busy");
    page.clock().pauseAt(System.currentTimeMillis() + 1_000);
    page.unroute(COUNTS);
    int asked = dashboard.requests().size();

    page.clock().runFor(20_000);
    assertEquals(asked, dashboard.requests().size());
    // Not much further, or the page's time-out would end the request, which takes real time.
    page.clock().runFor(12_000);

    dashboard.seesEvents("1");
  }

  @Test
  void figuresStayWhileTheServiceIsBusy() {
    String choice = "campaign=" + campaign() + "&range=today";
    Page page = dashboard.windowWithClock();
    dashboard.go(choice);
    page.locator("#figures").waitFor();
    String total = dashboard.events();

    respondBusy(page);
    page.clock().runFor(10_000);

    dashboard.seesText(
        "The service is busy. It should be available again in 30 s."
            + " The figures below may be out of date.",
        "#notice");
    assertEquals(total, dashboard.events());
    dashboard.isForEverybody("busy-with-figures");
  }

  @Test
  void offlineIsExplainedAndEndsByItself() {
    UUID campaign = pageViews(1).campaign();
    Page page = dashboard.open("");
    page.locator("#campaigns").waitFor();
    page.context().setOffline(true);
    page.evaluate("hash => location.hash = hash", "campaign=" + campaign);
    dashboard.seesMessage("You are offline");
    dashboard.isForEverybody("offline");

    page.context().setOffline(false);

    dashboard.seesEvents("1");
  }

  @Test
  void noRequestLeavesThisHost() {
    dashboard.open("campaign=" + pageViews(1).campaign());

    dashboard.seesEvents("1");
    assertEquals(
        List.of(),
        dashboard.requests().stream().filter(url -> !url.startsWith(origin() + "/")).toList());
  }
}
