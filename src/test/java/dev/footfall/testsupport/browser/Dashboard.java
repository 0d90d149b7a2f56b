package dev.footfall.testsupport.browser;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import dev.footfall.access.TestIdentity;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A user of the dashboard, by default with British English in Berlin, in one window at a time. */
public final class Dashboard extends Visitor {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final String AXE = axe();
  private static final int PHONE_WIDTH = 360;
  private static final String TOTAL = ".tile:first-child .value";

  /** The rules that serious and critical violations of accessibility break, and where. */
  private static final String VIOLATIONS =
      """
      axe.run({resultTypes: ['violations']}).then(({violations}) =>
        violations
          .filter(({impact}) => ['serious', 'critical'].includes(impact))
          .map(({id, nodes}) => id + ': ' + nodes.map(({html}) => html)))
      """;

  private final List<String> requests = new ArrayList<>();
  private Page page;

  public static NewContextOptions options() {
    return new NewContextOptions()
        .setLocale("en-GB")
        .setTimezoneId("Europe/Berlin")
        .setViewportSize(1200, 900);
  }

  /** A user whose claim lists these campaigns. */
  public static NewContextOptions userWith(String campaigns) {
    return options().setExtraHTTPHeaders(Map.of(TestIdentity.HEADER, campaigns));
  }

  public static NewContextOptions anonymous() {
    return userWith(TestIdentity.NOBODY);
  }

  public static String origin() {
    return "http://localhost:" + RestAssured.port;
  }

  /** Opens an empty window instead of the one before. */
  public Page window(NewContextOptions options) {
    requests.clear();
    page = profile(options).newPage();
    page.onRequest(request -> requests.add(request.url()));
    page.onConsoleMessage(
        message -> {
          // The browser itself reports each response with an error status like this.
          if (message.type().equals("error") && !message.text().startsWith("Failed to load")) {
            errors.add(message.text());
          }
        });
    return page;
  }

  /** Opens an empty window whose clock the test controls. */
  public Page windowWithClock() {
    Page opened = window(options());
    opened.clock().install();
    return opened;
  }

  public Page open(String choice) {
    return open(choice, options());
  }

  public Page open(String choice, NewContextOptions options) {
    window(options);
    go(choice);
    return page;
  }

  /** Goes to the dashboard with this choice in the URL's fragment. */
  public void go(String choice) {
    page.navigate(origin() + "/#" + choice);
  }

  /** The URLs that the window has requested. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  public String text(String selector) {
    return page.locator(selector).first().innerText().strip();
  }

  public void seesText(String expected, String selector) {
    page.locator(selector).first().waitFor();
    sees(expected, () -> text(selector));
  }

  /** Sees this title of the message in the place of the figures. */
  public void seesMessage(String title) {
    seesText(title, "#message h2");
  }

  /** Sees this total of events. */
  public void seesEvents(String total) {
    seesText(total, TOTAL);
  }

  /** The total of events. */
  public String events() {
    return text(TOTAL);
  }

  /**
   * The page is accessible in both colour schemes, and on a phone nothing is wider than the screen.
   * Pictures of it are in target/screenshots.
   */
  public void isForEverybody(String state) {
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
