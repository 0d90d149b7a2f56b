package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A real browser takes the page as the headers want it taken. */
@QuarkusTest
class PageInBrowserTest {

  @Test
  void theDashboardLoadsWithoutAFault() {
    List<String> faults = new ArrayList<>();
    try (Chromium chromium = Chromium.launch();
        BrowserContext context = chromium.browser().newContext();
        Page page = context.newPage()) {
      page.onConsoleMessage(
          message -> {
            if (message.type().equals("error")) {
              faults.add(message.text());
            }
          });
      page.onPageError(faults::add);

      page.navigate("http://localhost:" + RestAssured.port + "/");

      page.waitForFunction("document.documentElement.dataset.ready === 'true'");
      assertEquals("function", page.evaluate("typeof uPlot"));
      assertEquals(List.of(), faults);
    }
  }
}
