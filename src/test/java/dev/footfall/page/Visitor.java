package dev.footfall.page;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Page.WaitForConditionOptions;
import com.microsoft.playwright.options.ColorScheme;
import io.restassured.RestAssured;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assertions;

/**
 * Somebody who looks at the dashboard, in one window at a time; of British English and in Berlin
 * unless told otherwise.
 */
final class Visitor implements AutoCloseable {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final int PATIENCE_MS = 15_000;
  static final int PHONE_WIDTH = 360;

  private final Chromium chromium = Chromium.launch();
  private final List<String> faults = new ArrayList<>();
  private final List<String> hosts = new ArrayList<>();
  private BrowserContext context;
  private Page page;

  static NewContextOptions options() {
    return new NewContextOptions()
        .setLocale("en-GB")
        .setTimezoneId("Europe/Berlin")
        .setViewportSize(1200, 900);
  }

  static String origin() {
    return "http://localhost:" + RestAssured.port;
  }

  /** Opens a new, empty window. */
  Page window(NewContextOptions options) {
    leave();
    faults.clear();
    hosts.clear();
    context = chromium.browser().newContext(options);
    page = context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    page.onPageError(faults::add);
    page.onRequest(request -> hosts.add(request.url()));
    page.onConsoleMessage(
        message -> {
          // Of an answer that is an error the browser tells by itself.
          if (message.type().equals("error") && !message.text().startsWith("Failed to load")) {
            faults.add(message.text());
          }
        });
    return page;
  }

  Page open(String choice) {
    return open(choice, options());
  }

  Page open(String choice, NewContextOptions options) {
    window(options);
    go(choice);
    return page;
  }

  /** Goes to the dashboard with what is chosen behind the {@code #}. */
  void go(String choice) {
    page.navigate(origin() + "/#" + choice);
  }

  /** What went wrong in the window: exceptions, and what the page's policy forbade. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  /** The addresses that the window has asked. */
  List<String> asked() {
    return List.copyOf(hosts);
  }

  String text(String selector) {
    return page.locator(selector).first().innerText().strip();
  }

  /** Waits until it is so, and else tells what is there instead. */
  <T> void sees(T expected, Supplier<T> shown) {
    try {
      page.waitForCondition(
          () -> Objects.equals(expected, shown.get()),
          new WaitForConditionOptions().setTimeout(PATIENCE_MS));
    } catch (com.microsoft.playwright.TimeoutError late) {
      Assertions.assertEquals(expected, shown.get());
    }
  }

  void seesText(String expected, String selector) {
    page.locator(selector).first().waitFor();
    sees(expected, () -> text(selector));
  }

  /** Serious and critical findings of axe, as rule and place. */
  List<String> barriers() {
    return new AxeBuilder(page)
        .analyze().getViolations().stream()
            .filter(rule -> Set.of("serious", "critical").contains(rule.getImpact()))
            .map(Visitor::finding)
            .toList();
  }

  private static String finding(Rule rule) {
    return rule.getId() + ": " + rule.getNodes().stream().map(node -> node.getHtml()).toList();
  }

  void prefers(ColorScheme scheme) {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
  }

  void screenshot(String name) {
    page.screenshot(
        new ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")).setFullPage(true));
  }

  private void leave() {
    if (context != null) {
      context.close();
    }
  }

  @Override
  public void close() {
    leave();
    chromium.close();
  }
}
