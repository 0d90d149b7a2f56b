package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import dev.footfall.testsupport.browser.Dashboard;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Everything on the dashboard can be reached and used with the keyboard. */
@QuarkusTest
class DashboardKeyboardTest {
  private static final int MAX_STEPS = 60;

  @RegisterExtension final Dashboard dashboard = new Dashboard();

  private Page page;

  /** Tabs until the element has the focus, which must be visible. */
  private void tabTo(String selector) {
    for (int i = 0; i < MAX_STEPS; i++) {
      page.keyboard().press("Tab");
      if ((boolean)
          page.evaluate("selector => document.activeElement.matches(selector)", selector)) {
        assertEquals(
            "solid", page.evaluate("getComputedStyle(document.activeElement).outlineStyle"));
        return;
      }
    }
    throw new AssertionError("the tab key never reaches " + selector);
  }

  private void tabToAndPress(String selector, String key) {
    tabTo(selector);
    page.keyboard().press(key);
  }

  @Test
  void fromTheListToTheLastFigure() {
    UUID campaign = StoredEvents.pageViews(1).campaign();
    page = dashboard.open("", Dashboard.userWith(campaign + " " + UUID.randomUUID()));
    page.locator("#campaigns").waitFor();

    tabToAndPress("#campaigns a[href*='" + campaign + "']", "Enter");
    dashboard.seesEvents("1");

    tabToAndPress("#skip", "Enter");
    assertEquals("main", page.evaluate("document.activeElement.id"));

    tabToAndPress("#choose", "Enter");
    assertTrue(page.locator("#chooser").isVisible());
    page.keyboard().press("Escape");
    assertTrue(page.locator("#chooser").isHidden());
    assertEquals("choose", page.evaluate("document.activeElement.id"));

    tabTo("#range");
    page.keyboard().type("Today");
    dashboard.sees(true, () -> page.url().contains("range=today"));

    tabToAndPress("#legend button", "Space");
    assertEquals("false", page.getAttribute("#legend button", "aria-pressed"));

    tabToAndPress("#chart", "End");
    dashboard.sees(true, () -> page.locator("#chart-announcement").textContent().contains(","));

    tabToAndPress("#table > summary", "Enter");
    page.locator("#table table").waitFor();

    tabTo("#session-id");
  }
}
