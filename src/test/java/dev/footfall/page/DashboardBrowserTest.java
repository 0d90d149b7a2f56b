package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Route.FulfillOptions;
import io.quarkus.test.junit.QuarkusTest;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The dashboard copes with any browser, and with any response that is not the service's. */
@QuarkusTest
class DashboardBrowserTest extends DashboardWindow {
  private static final String COUNTS = "**/v1/counts?*";
  private static final String FAULT = "This page has a fault";
  private static final String FOREIGN = "Something else responded";
  private static final String OFFLINE = "Cannot reach the service";

  /** Makes the browser report the zone in the page's query, or none if that is empty. */
  private static final String REPORTED =
      """
      const {resolvedOptions} = Intl.DateTimeFormat.prototype;
      const reported = new URLSearchParams(location.search).get('tz');
      Intl.DateTimeFormat.prototype.resolvedOptions = function () {
        return {...resolvedOptions.call(this), timeZone: reported || undefined};
      };
      """;

  private static final Map<String, String> ZONES =
      Map.ofEntries(
          Map.entry("", "UTC"),
          Map.entry("Etc/Unknown", "UTC"),
          Map.entry("GMT", "GMT"),
          Map.entry("Etc/GMT+5", "Etc/GMT+5"),
          Map.entry("US/Pacific", "US/Pacific"),
          Map.entry("Asia/Calcutta", "Asia/Kolkata"),
          Map.entry("Europe/Kiev", "Europe/Kyiv"),
          Map.entry("EST", "America/Panama"),
          Map.entry("+05:30", "Asia/Kolkata"),
          Map.entry("-03:00", "Etc/GMT+3"),
          Map.entry("-02:17", "UTC"));

  private static final String NEWEST =
      """
      delete Intl.supportedValuesOf;
      delete Crypto.prototype.randomUUID;
      delete Object.hasOwn;
      delete Array.prototype.at;
      delete AbortSignal.any;
      delete AbortSignal.timeout;
      delete AbortSignal.prototype.throwIfAborted;
      delete HTMLDialogElement.prototype.showModal;
      delete HTMLDialogElement.prototype.close;
      delete window.structuredClone;
      delete JSON.rawJSON;
      """;

  /** An unexpected response, and the title of the message on the page. */
  private record Surprise(String urls, String type, String body, String title) {}

  private static final String HTML = "<!doctype html><title>Sign in to the hotel</title>";
  private static final List<Surprise> SURPRISES =
      List.of(
          new Surprise(COUNTS, "text/html", HTML, FOREIGN),
          new Surprise(COUNTS, "application/json", HTML, FOREIGN),
          new Surprise(COUNTS, "application/json", "{\"total\":1", FOREIGN),
          new Surprise(COUNTS, "application/json", "{\"total\":1}", FAULT),
          new Surprise("**/v1/lag?*", "application/json", "null", FAULT),
          new Surprise("**/sign-in", "text/html", HTML, FOREIGN),
          new Surprise("**/assets/uplot*.js", "text/javascript", "", FAULT));

  @BeforeEach
  void openWindow() {
    storePageViews(1);
    window(options());
  }

  @Test
  void anyZoneThatABrowserReportsHasFigures() {
    page.addInitScript(REPORTED);
    ZONES.forEach(
        (reported, zone) -> {
          String query = reported.replace("+", "%2B");
          page.navigate(origin() + "/?tz=" + query + "#campaign=" + campaign);
          seesEvents("1");
          assertEquals(zone, page.inputValue("#zone"), reported);
        });
  }

  /** A browser may be newer than the service, whose Java learns new zones by its updates. */
  @Test
  void eachZoneInTheListHasFigures() {
    goToCampaign("");
    seesEvents("1");
    List<?> listed =
        (List<?>)
            page.evaluate("[...document.querySelectorAll('#zones option')].map(o => o.value)");
    List<Object> unknown = new ArrayList<>(listed);
    unknown.removeAll(ZoneRulesProvider.getAvailableZoneIds());

    assertTrue(listed.size() > 400 && unknown.size() < 5, unknown::toString);
    unknown.forEach(this::hasFiguresInUtc);
  }

  @Test
  void aZoneUnknownToTheServiceIsReported() {
    respond(
        "**/v1/counts?*timezone=Asia%2FTokyo*",
        new FulfillOptions()
            .setStatus(400)
            .setContentType("application/problem+json")
            .setBody("{\"status\":400,\"field\":\"timezone\",\"detail\":\"timezone is unknown\"}"));
    hasFiguresInUtc("Asia/Tokyo");
  }

  private void hasFiguresInUtc(Object zone) {
    goToCampaign("&zone=" + zone);
    seesText("The service does not know the time zone " + zone + ": times are in UTC.", "#notice");
    seesEvents("1");
    assertEquals("UTC", page.inputValue("#zone"));
  }

  @Test
  void aBrowserWithoutTheNewestFunctionsShowsEverything() {
    page.addInitScript(NEWEST);
    goToCampaign("");
    seesEvents("1");
    assertTrue(text("#snippets li:last-child code").contains("session_id"));
    assertHidden("#chooser");

    page.click("#choose");
    page.locator("#chooser tbody tr").first().waitFor();
    page.click("#chooser-close");
    assertHidden("#chooser");
    page.fill("#zone", "asia/kathmandu");
    page.press("#zone", "Enter");

    sees(true, () -> page.url().contains("zone=Asia/Kathmandu"));
    seesEvents("1");
  }

  @Test
  void anUnexpectedResponseIsReportedAndCanBeRetried() {
    for (Surprise surprise : SURPRISES) {
      page.navigate("about:blank");
      respond(surprise.urls, surprise.type, surprise.body);
      goToCampaign("");
      seesMessage(surprise.title);
      page.unroute(surprise.urls);
      if (surprise.urls.contains("uplot")) {
        page.reload();
      } else {
        page.click("#message button");
      }
      seesEvents("1");
    }
    forgetConsole();
  }

  /** The console reports a fault, too. */
  private void forgetConsole() {
    assertTrue(visitor.errors.stream().anyMatch(text -> text.contains("TypeError")));
    visitor.errors.clear();
  }

  @Test
  void aRetryRecoversFromAFault() {
    page.addInitScript(
        """
        const {replaceChildren} = Element.prototype;
        Element.prototype.replaceChildren = function (...children) {
          if (this.id === 'tiles') {
            Element.prototype.replaceChildren = replaceChildren;
            throw new TypeError('only once');
          }
          return replaceChildren.apply(this, children);
        };
        """);
    goToCampaign("");
    seesMessage(FAULT);
    page.click("#message button");

    seesEvents("1");
    forgetConsole();
  }

  @Test
  void aRequestThatHangsDoesNotKeepThePageWaiting() {
    page.clock().install();
    for (String urls : List.of("**/sign-in", COUNTS)) {
      page.navigate("about:blank");
      page.route(urls, route -> {});
      goToCampaign("");
      seesMessage("Loading…");
      page.clock().runFor(16_000);
      seesMessage(OFFLINE);
      page.unroute(urls);
      page.click("#message button");
      seesEvents("1");
    }
  }

  @Test
  void aFaultAnywhereIsReported() {
    goToCampaign("");
    seesEvents("1");
    page.evaluate("() => { Promise.reject(new Error('unheard of')); }");

    seesText("This page has a fault. Unheard of.", "#notice");
    assertEquals("1", events());
    visitor.errors.clear();
  }

  @Test
  void aSessionAndTheChooserReportErrors() {
    respond("**/v1/sessions/**", "text/html", HTML);
    respond("**/v1/campaigns?*", "text/html", HTML);
    goToCampaign("&session=" + campaign);
    String said = "The response does not come from the service, but from something before it.";
    seesText(said, "#session-error");
    page.click("#choose");
    seesText(said, "#chooser .note");
  }
}
