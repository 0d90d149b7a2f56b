package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import dev.footfall.access.TestIdentity;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Everything on the dashboard can be reached and done without a pointer. */
@QuarkusTest
class DashboardKeyboardTest {
  private static final int MOST_STEPS = 60;

  private final Visitor visitor = new Visitor();

  @AfterEach
  void leave() {
    List<String> faults = visitor.faults();
    visitor.close();
    assertEquals(List.of(), faults);
  }

  /** Tabs until the element has the focus, which must be to be seen. */
  private static void tabTo(Page page, String selector) {
    for (int i = 0; i < MOST_STEPS; i++) {
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

  @Test
  void fromTheListToTheLastFigureAndBack() {
    StoredEvents events = new StoredEvents().add(1, "page_view", Instant.now()).store();
    UUID other = UUID.randomUUID();
    Page page =
        visitor.open(
            "",
            Visitor.options()
                .setExtraHTTPHeaders(Map.of(TestIdentity.HEADER, events.campaign() + " " + other)));
    page.locator("#campaigns").waitFor();

    tabTo(page, "#campaigns a[href*='" + events.campaign() + "']");
    page.keyboard().press("Enter");
    visitor.seesText("1", ".tile:first-child .value");

    tabTo(page, "#skip");
    page.keyboard().press("Enter");
    assertEquals("main", page.evaluate("document.activeElement.id"));

    tabTo(page, "#choose");
    page.keyboard().press("Enter");
    assertTrue(page.locator("#chooser").isVisible());
    page.keyboard().press("Escape");
    assertTrue(page.locator("#chooser").isHidden());
    assertEquals("choose", page.evaluate("document.activeElement.id"));

    tabTo(page, "#range");
    page.keyboard().type("Today");
    visitor.sees(true, () -> page.url().contains("range=today"));

    tabTo(page, "#legend button");
    page.keyboard().press("Space");
    assertEquals("false", page.getAttribute("#legend button", "aria-pressed"));

    tabTo(page, "#chart");
    page.keyboard().press("End");
    visitor.sees(true, () -> page.locator("#chart-said").textContent().contains(","));

    tabTo(page, "#table > summary");
    page.keyboard().press("Enter");
    page.locator("#table table").waitFor();

    tabTo(page, "#session-id");
  }
}
