package dev.footfall.page;

import static dev.footfall.page.PageTest.assets;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.LoadState;
import dev.footfall.testsupport.Http;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The dashboard's files are small and sound; only dev mode serves them from their sources. */
@QuarkusTest
class DashboardFilesTest extends DashboardWindow {
  private static final int MAX_BYTES = 100_000;
  private static final Path VENDOR = Path.of("src/main/js/vendor");

  @Test
  void theyAreUnder100KilobytesTogether() {
    int bytes =
        Stream.concat(Stream.of("/"), assets().stream().distinct())
            .map(path -> PageTest.get(path, "gzip").is(200).has("Content-Encoding", "gzip"))
            .mapToInt(file -> file.body().length)
            .sum();

    assertTrue(bytes < MAX_BYTES, () -> bytes + " bytes");
  }

  @Test
  void aBrowserLoadsThemWithoutAnError() {
    window(options());
    List<ConsoleMessage> messages = new ArrayList<>();
    page.onConsoleMessage(messages::add);

    goUntilReady();

    assertEquals("function", page.evaluate("typeof uPlot"));
    assertEquals(
        List.of(),
        messages.stream().filter(m -> m.type().equals("error")).map(ConsoleMessage::text).toList());
  }

  private void goUntilReady() {
    go("");
    // Polled from outside: the policy forbids what waitForFunction does in the page.
    sees("true", () -> page.evaluate("document.documentElement.dataset.ready"));
  }

  @Test
  void theSignInLibraryIsTheOneThatItsMaintainersPublished()
      throws IOException, GeneralSecurityException {
    byte[] script =
        Files.readAllBytes(VENDOR.resolve("oidc-client-ts-3.5.0/oidc-client-ts.min.js"));

    byte[] hash = MessageDigest.getInstance("SHA-512").digest(script);

    String readme = Files.readString(VENDOR.resolve("README.md"));
    assertTrue(readme.contains("`" + Base64.getEncoder().encodeToString(hash) + "`"));
    String served =
        assets().stream().filter(a -> a.contains("oidc-client-ts")).findFirst().orElseThrow();
    assertEquals(new String(script), Http.get(served).asString());
  }

  @Test
  void onlyDevModeHasTheSources() {
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
  void inDevModeAPageAndItsFilesComeFromTheirSources(String path, Path source) {
    assertEquals(Optional.of(source), SourceFiles.source(path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/counts", "/assets/nothing.js", "/assets/../index.html"})
  void otherPathsHaveNoSource(String path) {
    assertEquals(Optional.empty(), SourceFiles.source(path));
  }

  @Test
  void aBrowserRunsTheModulesUnbundled() {
    window(options());
    page.route(origin() + "/**", DashboardFilesTest::respond);

    goUntilReady();

    // A request that is still routed when the window closes would fail the test.
    page.waitForLoadState(LoadState.NETWORKIDLE);
    assertTrue(requests.contains(origin() + "/assets/url.js"));
  }

  private static void respond(Route route) {
    SourceFiles.source(URI.create(route.request().url()).getPath())
        .ifPresentOrElse(
            file -> route.fulfill(new FulfillOptions().setPath(file)), () -> route.resume());
  }
}
