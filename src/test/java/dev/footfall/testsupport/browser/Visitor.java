package dev.footfall.testsupport.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.TimeoutError;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A visitor with an empty browser profile for each test. An error in any page fails the test. */
public class Visitor implements BeforeEachCallback, AfterEachCallback {
  /** The errors in its pages so far; a test may add others. */
  public final List<String> errors = new ArrayList<>();

  private Browser browser;
  private BrowserContext profile;

  @Override
  public void beforeEach(ExtensionContext test) {
    browser = Chromium.shared(test);
    errors.clear();
  }

  @Override
  public void afterEach(ExtensionContext test) {
    leave();
    assertEquals(List.of(), errors, "errors in the page");
  }

  /** Opens an empty profile instead of the one before. */
  public BrowserContext profile(NewContextOptions options) {
    leave();
    profile = browser.newContext(options);
    profile.onWebError(error -> errors.add(error.error()));
    return profile;
  }

  private void leave() {
    if (profile != null) {
      profile.close();
      profile = null;
    }
  }

  /** Waits until the actual value is the expected one, for a bounded time. */
  public <T> void sees(T expected, Supplier<T> actual) {
    try {
      profile.waitForCondition(() -> Objects.equals(expected, actual.get()));
    } catch (TimeoutError late) {
      assertEquals(expected, actual.get());
    }
  }
}
