package dev.footfall.testsupport.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** A headless Chromium that makes no calls home. */
public final class Chromium implements AutoCloseable {
  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  /** Playwright disables the back-forward cache by default, but visitors have it. */
  private static final List<String> SWITCHED_ON = List.of("--disable-back-forward-cache");

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** The browser that all tests share; it is closed after the last of them. */
  static Browser shared(ExtensionContext test) {
    return test.getRoot()
        .getStore(Namespace.create(Chromium.class))
        .computeIfAbsent(Chromium.class, key -> launch(), Chromium.class)
        .browser;
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
                    .setExecutablePath(executable())
                    .setArgs(ARGUMENTS)
                    .setIgnoreDefaultArgs(SWITCHED_ON)));
  }

  private static Path executable() {
    return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("Chromium is needed: apt install chromium"));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
