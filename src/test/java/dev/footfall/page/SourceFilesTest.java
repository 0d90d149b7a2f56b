package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.LoadState;
import dev.footfall.testsupport.browser.Dashboard;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dev mode, and no other build, serves the pages from their sources. */
@QuarkusTest
class SourceFilesTest {
  @RegisterExtension final Dashboard dashboard = new Dashboard();

  @Test
  void onlyDevModeHasThem() {
    assertEquals("dev", SourceFiles.class.getAnnotation(IfBuildProfile.class).value());
  }

  @ParameterizedTest
  @CsvSource({
    "/, src/main/resources/page/index.html",
    "/footfall.js, src/main/js/footfall.js",
    "/assets/dashboard.js, src/main/js/dashboard/main.js",
    "/assets/url.js, src/main/js/dashboard/url.js",
    "/assets/dashboard.css, src/main/resources/page/assets/dashboard.css",
    "/assets/uplot.js, target/classes/page/assets/uplot.js"
  })
  void aPageAndItsFilesComeFromTheirSources(String path, Path source) {
    assertEquals(Optional.of(source), SourceFiles.source(path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/counts", "/assets/nothing.js", "/assets/../index.html"})
  void otherPathsDoNot(String path) {
    assertEquals(Optional.empty(), SourceFiles.source(path));
  }

  @Test
  void aBrowserRunsTheModulesUnbundled() {
    Page page = dashboard.window(Dashboard.options());
    page.route(Dashboard.origin() + "/**", SourceFilesTest::respond);

    dashboard.go("");

    // Polled from outside: the policy forbids what waitForFunction does in the page.
    dashboard.sees("true", () -> page.evaluate("document.documentElement.dataset.ready"));
    // A request that is still routed when the window closes would fail the test.
    page.waitForLoadState(LoadState.NETWORKIDLE);
    assertTrue(dashboard.requests().contains(Dashboard.origin() + "/assets/url.js"));
  }

  private static void respond(Route route) {
    SourceFiles.source(URI.create(route.request().url()).getPath())
        .ifPresentOrElse(
            file -> route.fulfill(new FulfillOptions().setPath(file)), () -> route.resume());
  }
}
