package dev.footfall.page;

import static dev.footfall.page.PageTest.accepting;
import static dev.footfall.page.PageTest.assets;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import dev.footfall.testsupport.browser.Dashboard;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The dashboard's files are small, load without an error, and are what they claim to be. */
@QuarkusTest
class DashboardFilesTest {
  private static final int MAX_BYTES = 100_000;
  private static final Path VENDOR = Path.of("src/main/js/vendor");

  @RegisterExtension final Dashboard dashboard = new Dashboard();

  private static int gzippedSize(String path) {
    return accepting("gzip")
        .get(path)
        .then()
        .statusCode(200)
        .header("Content-Encoding", "gzip")
        .extract()
        .asByteArray()
        .length;
  }

  @Test
  void theyAreUnder100KilobytesTogether() {
    int bytes =
        Stream.concat(Stream.of("/"), assets().stream().distinct().map(asset -> "/" + asset))
            .mapToInt(DashboardFilesTest::gzippedSize)
            .sum();

    assertTrue(bytes < MAX_BYTES, () -> bytes + " bytes");
  }

  @Test
  void aBrowserLoadsThemWithoutAnError() {
    Page page = dashboard.window(Dashboard.options());
    List<ConsoleMessage> messages = new ArrayList<>();
    page.onConsoleMessage(messages::add);

    dashboard.go("");

    // Polled from outside: the policy forbids what waitForFunction does in the page.
    dashboard.sees("true", () -> page.evaluate("document.documentElement.dataset.ready"));
    assertEquals("function", page.evaluate("typeof uPlot"));
    assertEquals(
        List.of(),
        messages.stream().filter(m -> m.type().equals("error")).map(ConsoleMessage::text).toList());
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
    assertEquals(new String(script), given().get("/" + served).asString());
  }
}
