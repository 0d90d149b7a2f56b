package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.ColorScheme;
import dev.footfall.gateway.TestIdentity;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whatever stands where figures could stand is said well, can be read by everybody, and fits on a
 * phone. Pictures of all of it are in target/screenshots.
 */
@QuarkusTest
class DashboardStatesTest {
  private static final UUID SESSION = UUID.randomUUID();
  private static final String TITLE = "#panel h2";
  private static final String EVENTS = ".tile:first-child .value";

  private static Visitor visitor;

  @BeforeAll
  static void enter() {
    visitor = new Visitor();
  }

  @AfterAll
  static void leave() {
    visitor.close();
  }

  @AfterEach
  void nothingWentWrong() {
    assertEquals(List.of(), visitor.faults());
  }

  private static NewContextOptions as(String campaigns) {
    return Visitor.options().setExtraHTTPHeaders(Map.of(TestIdentity.HEADER, campaigns));
  }

  /** In both colour schemes nothing bars anybody, and on a phone nothing sticks out. */
  private static void isForEverybody(Page page, String state) {
    List<String> light = barriers(state, ColorScheme.LIGHT);
    List<String> dark = barriers(state + "-dark", ColorScheme.DARK);
    page.setViewportSize(Visitor.PHONE_WIDTH, 740);
    int width = (int) page.evaluate("document.documentElement.scrollWidth");
    visitor.screenshot(state + "-phone");
    assertAll(
        state,
        () -> assertEquals(List.of(), light),
        () -> assertEquals(List.of(), dark),
        () -> assertEquals(Visitor.PHONE_WIDTH, width));
  }

  private static List<String> barriers(String state, ColorScheme scheme) {
    visitor.prefers(scheme);
    visitor.screenshot(state);
    return visitor.barriers();
  }

  /** A month of a campaign, and one session of it. */
  private static StoredEvents campaign() {
    StoredEvents events = new StoredEvents();
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
        .store();
  }

  @Test
  void figures() {
    StoredEvents events = campaign();

    Page page = visitor.open("campaign=" + events.campaign() + "&session=" + SESSION);
    page.locator("#timeline li").first().waitFor();
    page.locator("#figures").waitFor();
    page.locator("#table > summary").click();
    page.press("#chart", "End");

    isForEverybody(page, "figures");
  }

  @Test
  void campaigns() {
    StoredEvents events = new StoredEvents().add(3, "page_view", Instant.now()).store();
    StoredEvents other = new StoredEvents().add(1, "page_view", Instant.now()).store();

    Page page = visitor.open("", as(events.campaign() + " " + other.campaign()));

    visitor.sees(2, () -> page.locator("#campaigns tbody tr").count());
    page.fill("#campaigns input", events.campaign().toString().substring(0, 13));
    visitor.sees(1, () -> page.locator("#campaigns tbody tr").count());
    visitor.seesText(events.campaign().toString(), "#campaigns tbody th");
    visitor.seesText("3", "#campaigns tbody td");
    page.fill("#campaigns input", "");
    isForEverybody(page, "campaigns");
  }

  @Test
  void anotherCampaignIsChosenOrItsIdPasted() {
    StoredEvents events = new StoredEvents().add(3, "page_view", Instant.now()).store();
    UUID without = UUID.randomUUID();
    Page page =
        visitor.open("campaign=" + events.campaign(), as(events.campaign() + " " + without));
    visitor.seesText("3", EVENTS);

    page.click("#choose");
    visitor.sees(2, () -> page.locator("#chooser tbody tr").count());
    isForEverybody(page, "chooser");
    page.fill("#chooser input", " " + without + " ");
    page.press("#chooser input", "Enter");

    visitor.seesText(without.toString(), "#heading");
    visitor.seesText("No events in this range", TITLE);
  }

  @Test
  void loading() {
    Page page = visitor.window(Visitor.options());
    page.route("**/v1/**", route -> {}); // No answer, for as long as the window is open.

    visitor.go("campaign=" + UUID.randomUUID());

    visitor.seesText("Loading …", TITLE);
    isForEverybody(page, "loading");
  }

  @Test
  void noCampaignYetLeadsToThePiecesThatStartOne() {
    Page page = visitor.open("", as(""));

    visitor.seesText("No campaign yet", TITLE);
    isForEverybody(page, "no-campaign");
  }

  @Test
  void aCampaignWithoutEventsTellsHowToSendTheFirstAndShowsIt()
      throws IOException, InterruptedException {
    UUID campaign = UUID.randomUUID();
    Page page = visitor.window(Visitor.options().setPermissions(List.of("clipboard-read")));
    page.clock().install();
    visitor.go("campaign=" + campaign + "&range=today");
    visitor.seesText("No events in this range", TITLE);
    isForEverybody(page, "no-events");

    page.click("text=Copy curl");
    visitor.sees(1, () -> page.locator("text=Copied").count());
    String curl = (String) page.evaluate("navigator.clipboard.readText()");
    String pasted = "PATH=$PATH:target/tools; " + curl + " -sf -m 10";
    Process sent = new ProcessBuilder("sh", "-c", pasted).inheritIO().start();
    assertTrue(sent.waitFor(20, TimeUnit.SECONDS));
    assertEquals(0, sent.exitValue());

    page.clock().runFor(10_000);
    visitor.seesText("1", EVENTS);
  }

  @Test
  void thePiecesAreOfThisHostAndTheChosenCampaign() {
    UUID campaign = UUID.randomUUID();
    Page page = visitor.window(Visitor.options());
    page.clock().install();
    visitor.go("campaign=" + campaign + "&range=today");
    visitor.seesText("No events in this range", TITLE);

    List<String> pieces = page.locator("#send code").allInnerTexts();
    page.evaluate("pixel => document.body.insertAdjacentHTML('beforeend', pixel)", pieces.get(2));
    visitor.sees(true, () -> page.evaluate("document.querySelector('img[src*=pixel]').complete"));
    page.clock().runFor(10_000);

    assertEquals(
        "<script async src=\"%s/footfall.js\" data-campaign=\"%s\"></script>"
            .formatted(Visitor.origin(), campaign),
        pieces.get(0));
    visitor.seesText("mail_opened", "#funnel-table tbody .type");
    visitor.seesText("1", EVENTS);
  }

  @Test
  void withoutAnIdentityAndAPlaceToGetOne() {
    Page page = visitor.open("campaign=" + UUID.randomUUID(), as(TestIdentity.NOBODY));

    visitor.seesText("No sign-in is set up", TITLE);
    assertTrue(page.locator("#controls").isHidden());
    isForEverybody(page, "no-sign-in");
  }

  @Test
  void anothersCampaign() {
    UUID own = UUID.randomUUID();
    Page page = visitor.open("campaign=" + UUID.randomUUID(), as(own.toString()));

    visitor.seesText("Not yours to see", TITLE);
    isForEverybody(page, "forbidden");
    page.click("text=All campaigns");
    visitor.seesText(own.toString(), "#campaigns tbody th");
  }

  @Test
  void aRangeThatCannotBeCountedLeavesTheFieldsToChangeIt() {
    Page page =
        visitor.open(
            "campaign="
                + UUID.randomUUID()
                + "&from=2020-01-01T00:00&to=2025-01-01T00:00&interval=hour");

    visitor.seesText("This cannot be counted", TITLE);
    assertTrue(visitor.text("#panel p").contains("over 10000 buckets"));
    isForEverybody(page, "refused");
    page.selectOption("#interval", "month");
    visitor.seesText("No events in this range", TITLE);
  }

  private static void answerBusy(Page page) {
    page.route(
        "**/v1/counts?*",
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
    Page page = visitor.window(Visitor.options());
    answerBusy(page);

    visitor.go("campaign=" + UUID.randomUUID());

    visitor.seesText("The service is busy", TITLE);
    assertEquals("It asks to wait 30 s before the next try.", visitor.text("#panel p"));
    isForEverybody(page, "busy");
  }

  @Test
  void aBusyServiceIsAskedAgainWhenItSaid() {
    StoredEvents events = new StoredEvents().add(1, "page_view", Instant.now()).store();
    Page page = visitor.window(Visitor.options());
    page.clock().install();
    answerBusy(page);
    visitor.go("campaign=" + events.campaign());
    visitor.seesText("The service is busy", TITLE);
    page.clock().pauseAt(System.currentTimeMillis() + 1_000);
    page.unroute("**/v1/counts?*");
    int asked = visitor.asked().size();

    page.clock().runFor(20_000);
    assertEquals(asked, visitor.asked().size());
    // Not so far that the page gives up waiting for the answer, which takes real time.
    page.clock().runFor(12_000);

    visitor.seesText("1", EVENTS);
  }

  @Test
  void figuresThatAreSeenStayWhileTheServiceIsBusy() {
    StoredEvents events = campaign();
    Page page = visitor.window(Visitor.options());
    page.clock().install();
    visitor.go("campaign=" + events.campaign() + "&range=today");
    page.locator("#figures").waitFor();
    String total = visitor.text(EVENTS);

    answerBusy(page);
    page.clock().runFor(10_000);

    visitor.seesText(
        "The service is busy and asks to wait 30 s. These are the figures as they were last seen.",
        "#notice");
    assertEquals(total, visitor.text(EVENTS));
    isForEverybody(page, "busy-with-figures");
  }

  @Test
  void offlineIsSaidAndOverByItself() {
    StoredEvents events = new StoredEvents().add(1, "page_view", Instant.now()).store();
    Page page = visitor.open("", Visitor.options());
    page.locator("#campaigns").waitFor();
    page.context().setOffline(true);
    page.evaluate("hash => location.hash = hash", "campaign=" + events.campaign());
    visitor.seesText("You are offline", TITLE);
    isForEverybody(page, "offline");

    page.context().setOffline(false);

    visitor.seesText("1", EVENTS);
  }

  @Test
  void noRequestLeavesThisHost() {
    StoredEvents events = new StoredEvents().add(1, "page_view", Instant.now()).store();

    visitor.open("campaign=" + events.campaign());

    visitor.seesText("1", EVENTS);
    assertEquals(
        List.of(),
        visitor.asked().stream().filter(url -> !url.startsWith(Visitor.origin() + "/")).toList());
  }
}
