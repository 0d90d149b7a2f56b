package dev.footfall.testsupport.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import dev.footfall.testsupport.Tool;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** A headless Chromium that makes no calls home. */
public record Chromium(Playwright playwright, Browser browser) implements AutoCloseable {
  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          // As visitors have it: neither navigator.webdriver nor the headless browser's name.
          "--disable-blink-features=AutomationControlled",
          "--user-agent=Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
              + " Chrome/140.0.0.0 Safari/537.36");

  /** Playwright disables the back-forward cache by default, but visitors have it. */
  private static final List<String> SWITCHED_ON = List.of("--disable-back-forward-cache");

  /** The browser that all tests share; it is closed after the last of them. */
  static Browser shared(ExtensionContext test) {
    return test.getRoot()
        .getStore(Namespace.create(Chromium.class))
        .computeIfAbsent(Chromium.class, key -> launch(), Chromium.class)
        .browser();
  }

  private static Chromium launch() {
    Playwright playwright =
        Playwright.create(
            new CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    return new Chromium(
        playwright,
        playwright
            .chromium()
            .launch(
                new LaunchOptions()
                    .setHeadless(true)
                    .setExecutablePath(Tool.path("chromium"))
                    .setArgs(ARGUMENTS)
                    .setIgnoreDefaultArgs(SWITCHED_ON)));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
