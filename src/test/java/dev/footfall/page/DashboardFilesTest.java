package dev.footfall.page;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.DecoderConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The dashboard's files are few, small, and what they are said to be. */
@QuarkusTest
class DashboardFilesTest {
  private static final int MOST_BYTES = 100_000;
  private static final Pattern ASSET = Pattern.compile("/?assets/[^\"]+");
  private static final Path VENDOR = Path.of("src/main/js/vendor");

  private static byte[] gzipped(String path) {
    DecoderConfig raw = DecoderConfig.decoderConfig().noContentDecoders();
    return given()
        .config(RestAssured.config().decoderConfig(raw))
        .header("Accept-Encoding", "gzip")
        .get(path)
        .then()
        .statusCode(200)
        .header("Content-Encoding", "gzip")
        .extract()
        .asByteArray();
  }

  @Test
  void allOfThemTogetherAreUnder100Kilobytes() {
    String page = given().get("/").asString();
    Stream<String> assets = ASSET.matcher(page).results().map(found -> found.group()).distinct();

    int bytes =
        Stream.concat(Stream.of("/"), assets.map(asset -> "/" + asset))
            .mapToInt(path -> gzipped(path).length)
            .sum();

    assertTrue(bytes < MOST_BYTES, () -> bytes + " bytes");
  }

  @Test
  void theSignInLibraryIsTheOneThatItsMakersPublished()
      throws IOException, GeneralSecurityException {
    byte[] script =
        Files.readAllBytes(VENDOR.resolve("oidc-client-ts-3.5.0/oidc-client-ts.min.js"));

    byte[] hash = MessageDigest.getInstance("SHA-512").digest(script);

    String said = Files.readString(VENDOR.resolve("README.md"));
    assertTrue(said.contains("`" + Base64.getEncoder().encodeToString(hash) + "`"));
    assertEquals(
        new String(script),
        given().get("/" + served("oidc-client-ts")).then().extract().asString());
  }

  private static String served(String name) {
    return ASSET
        .matcher(given().get("/").asString())
        .results()
        .map(found -> found.group())
        .filter(asset -> asset.contains(name))
        .findFirst()
        .orElseThrow();
  }
}
