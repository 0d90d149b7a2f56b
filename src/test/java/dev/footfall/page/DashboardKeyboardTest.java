package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Everything on the dashboard can be reached and used with the keyboard. */
@QuarkusTest
class DashboardKeyboardTest extends DashboardWindow {
  private static final int MAX_STEPS = 60;

  /** Tabs until the element has the focus, which must be visible. */
  private void tabTo(String selector) {
    for (int i = 0; i < MAX_STEPS; i++) {
      page.keyboard().press("Tab");
      if ((boolean) page.evaluate("it => document.activeElement.matches(it)", selector)) {
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

  private void assertFocus(String id) {
    assertEquals(id, page.evaluate("document.activeElement.id"));
  }

  @Test
  void fromTheListToTheLastFigure() {
    storePageViews(1);
    open("", userWith(campaign, UUID.randomUUID()));
    page.locator("#campaigns").waitFor();

    tabToAndPress("#campaigns a[href*='" + campaign + "']", "Enter");
    seesEvents("1");

    tabToAndPress("#skip", "Enter");
    assertFocus("main");

    tabToAndPress("#choose", "Enter");
    assertTrue(page.locator("#chooser").isVisible());
    page.keyboard().press("Escape");
    assertHidden("#chooser");
    assertFocus("choose");

    tabTo("#range");
    page.keyboard().type("Today");
    sees(true, () -> page.url().contains("range=today"));

    tabToAndPress("#legend button", "Space");
    assertEquals("false", page.getAttribute("#legend button", "aria-pressed"));

    tabToAndPress("#chart", "End");
    sees(true, () -> page.locator("#chart-announcement").textContent().contains(","));

    tabToAndPress("#table > summary", "Enter");
    page.locator("#table table").waitFor();

    tabTo("#by");
    page.keyboard().type("referrer");
    sees(true, () -> page.url().contains("by=referrer"));

    tabTo("#session-id");
  }
}
