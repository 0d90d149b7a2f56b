package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.ColorScheme;
import dev.footfall.access.TestIdentity;
import dev.footfall.testsupport.TestEvent;
import dev.footfall.testsupport.browser.Visitor;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;

/** For each test a campaign and a dashboard user: by default British English, in Berlin. */
abstract class DashboardWindow {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final String AXE = axe();
  private static final int PHONE_WIDTH = 360;
  private static final String TOTAL = tile("Events") + " .value";

  /** The rules that serious and critical violations of accessibility break, and where. */
  private static final String VIOLATIONS =
      """
      axe.run({resultTypes: ['violations']}).then(({violations}) =>
        violations
          .filter(({impact}) => ['serious', 'critical'].includes(impact))
          .map(({id, nodes}) => id + ': ' + nodes.map(({html}) => html)))
      """;

  @RegisterExtension final Visitor visitor = new Visitor();
  final UUID campaign = UUID.randomUUID();

  /** The URLs that the window has requested. */
  final List<String> requests = new ArrayList<>();

  Page page;

  static NewContextOptions options() {
    return new NewContextOptions()
        .setLocale("en-GB")
        .setTimezoneId("Europe/Berlin")
        .setViewportSize(1200, 900);
  }

  /** A user whose claim lists these campaigns. */
  static NewContextOptions userWith(Object... campaigns) {
    String claim = Stream.of(campaigns).map(Object::toString).collect(Collectors.joining(" "));
    return options().setExtraHTTPHeaders(Map.of(TestIdentity.HEADER, claim));
  }

  static String origin() {
    return "http://localhost:" + RestAssured.port;
  }

  /** The tile of this name. */
  static String tile(String name) {
    return ".tile:has(dt:text-is('" + name + "'))";
  }

  void storePageViews(int number) {
    TestEvent.store(TestEvent.many(number, campaign, "page_view", Instant.now()));
  }

  /** Opens an empty window instead of the one before. */
  void window(NewContextOptions options) {
    requests.clear();
    page = visitor.profile(options).newPage();
    page.onRequest(request -> requests.add(request.url()));
    page.onConsoleMessage(
        message -> {
          // The browser itself reports each response with an error status like this.
          if (message.type().equals("error") && !message.text().startsWith("Failed to load")) {
            visitor.errors.add(message.text());
          }
        });
  }

  void windowWithClock() {
    window(options());
    page.clock().install();
  }

  void open(String choice) {
    open(choice, options());
  }

  void open(String choice, NewContextOptions options) {
    window(options);
    go(choice);
  }

  /** Goes to the dashboard with this choice in the URL's fragment. */
  void go(String choice) {
    page.navigate(origin() + "/#" + choice);
  }

  void goToCampaign(String more) {
    go("campaign=" + campaign + more);
  }

  void respond(String urls, FulfillOptions response) {
    page.route(urls, route -> route.fulfill(response));
  }

  void respond(String urls, String type, String body) {
    respond(urls, new FulfillOptions().setContentType(type).setBody(body));
  }

  String text(String selector) {
    return page.locator(selector).first().innerText().strip();
  }

  int number(String selector) {
    return page.locator(selector).count();
  }

  <T> void sees(T expected, Supplier<T> actual) {
    visitor.sees(expected, actual);
  }

  void seesText(String expected, String selector) {
    page.locator(selector).first().waitFor();
    sees(expected, () -> text(selector));
  }

  void seesTexts(List<String> expected, String selector) {
    sees(expected, () -> page.locator(selector).allInnerTexts());
  }

  void seesNumber(int expected, String selector) {
    sees(expected, () -> number(selector));
  }

  /** Sees this title of the message in the place of the figures. */
  void seesMessage(String title) {
    seesText(title, "#message h2");
  }

  void seesEvents(String total) {
    seesText(total, TOTAL);
  }

  String events() {
    return text(TOTAL);
  }

  void assertHidden(String selector) {
    assertTrue(page.locator(selector).isHidden(), selector);
  }

  /** The page is accessible in both colour schemes and fits a phone; takes screenshots. */
  void isForEverybody(String state) {
    page.evaluate(AXE);
    List<?> light = violations(state, ColorScheme.LIGHT);
    List<?> dark = violations(state + "-dark", ColorScheme.DARK);
    page.setViewportSize(PHONE_WIDTH, 740);
    assertAll(
        state,
        () -> assertEquals(List.of(), light),
        () -> assertEquals(List.of(), dark),
        // The chart follows the new width with the page's next frame.
        () -> sees(PHONE_WIDTH, () -> page.evaluate("document.documentElement.scrollWidth")));
    screenshot(state + "-phone");
  }

  private List<?> violations(String state, ColorScheme scheme) {
    page.emulateMedia(new EmulateMediaOptions().setColorScheme(scheme));
    screenshot(state);
    return (List<?>) page.evaluate(VIOLATIONS);
  }

  private void screenshot(String name) {
    page.screenshot(
        new ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")).setFullPage(true));
  }

  /** AxeBuilder itself would load the script again for each run, and a second time to report. */
  private static String axe() {
    try (InputStream script = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
