package dev.footfall.page;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.DecoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages' files are served compressed, and cached as long as possible. */
@QuarkusTest
class PageTest {

  /** A client that does not decompress what it gets. */
  static RequestSpecification accepting(String encodings) {
    RestAssuredConfig raw =
        RestAssured.config().decoderConfig(DecoderConfig.decoderConfig().noContentDecoders());
    return given().config(raw).header("Accept-Encoding", encodings);
  }

  /** The whole header; dev mode's gateway sends its parts one by one. */
  private static String caching(String path) {
    return String.join(",", accepting("gzip").get(path).headers().getValues("Cache-Control"));
  }

  static List<String> assets() {
    String page = accepting("identity").get("/").asString();
    return Pattern.compile("assets/[^\"]+").matcher(page).results().map(m -> m.group()).toList();
  }

  @ParameterizedTest
  @CsvSource({"/, text/html", "/footfall.js, text/javascript"})
  void aFileIsServedWithItsType(String path, String type) {
    accepting("identity")
        .get(path)
        .then()
        .statusCode(200)
        .header("Content-Type", equalTo(type + ";charset=UTF-8"))
        .header("Content-Encoding", nullValue())
        .header("X-Content-Type-Options", "nosniff");
  }

  @ParameterizedTest
  @CsvSource({"'gzip', gzip", "'gzip, deflate, br, zstd', gzip", "'br;q=1.0, gzip;q=0.8', gzip"})
  void aClientThatAcceptsGzipGetsTheSameContentSmaller(String accepted, String encoding)
      throws IOException {
    byte[] plain = accepting("identity").get("/").asByteArray();

    Response answer = accepting(accepted).get("/");

    answer.then().header("Content-Encoding", encoding).header("Vary", "Accept-Encoding");
    byte[] sent = answer.asByteArray();
    assertTrue(sent.length < plain.length);
    GZIPInputStream content = new GZIPInputStream(new ByteArrayInputStream(sent));
    assertEquals(new String(plain), new String(content.readAllBytes()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "br", "gzip;q=0"})
  void aClientThatDoesNotAcceptGzipGetsPlainContent(String accepted) {
    accepting(accepted)
        .get("/")
        .then()
        .statusCode(200)
        .header("Content-Encoding", nullValue())
        .body(startsWith("<!doctype html>"));
  }

  @ParameterizedTest
  @CsvSource({"/, identity", "/, gzip", "/footfall.js, identity", "/footfall.js, gzip"})
  void aClientWithTheCurrentContentGets304(String path, String encoding) {
    String tag = accepting(encoding).get(path).header("ETag");

    Response again = accepting(encoding).header("If-None-Match", tag).get(path);

    again.then().statusCode(304).header("ETag", tag).header("Vary", "Accept-Encoding");
    assertEquals(0, again.asByteArray().length);
  }

  @Test
  void eachEncodingHasItsOwnTag() {
    String plain = accepting("identity").get("/").header("ETag");
    String gzip = accepting("gzip").get("/").header("ETag");

    assertFalse(plain.equals(gzip));
  }

  @Test
  void thePageIsAlwaysRevalidatedAndItsFilesNever() {
    assertEquals("no-cache", caching("/"));
    assertFalse(assets().isEmpty());
    for (String asset : assets()) {
      assertEquals("public,max-age=31536000,immutable", caching("/" + asset));
    }
  }

  @Test
  void theNameOfAFileChangesWithItsContent() {
    for (String asset : assets()) {
      String tag = accepting("identity").get("/" + asset).header("ETag").replace("\"", "");

      assertTrue(asset.contains("-" + tag + "."), asset + " against " + tag);
    }
  }

  @Test
  void theTrackerCanBeEmbeddedAnywhereAndIsRevalidatedHourly() {
    assertEquals("public,max-age=3600,stale-while-revalidate=86400", caching("/footfall.js"));
    accepting("gzip")
        .get("/footfall.js")
        .then()
        .header("Cross-Origin-Resource-Policy", "cross-origin");
  }

  /** Smaller than its peers, although only this one has a queue, retries and sessions. */
  @Test
  void theTrackerIsAtMost1500BytesOnTheWire() {
    int bytes = accepting("gzip").get("/footfall.js").asByteArray().length;

    assertTrue(bytes > 0 && bytes <= 1500, bytes + " bytes");
  }

  @Test
  void thePageRunsOnlyItsOwnScripts() {
    accepting("gzip")
        .get("/")
        .then()
        .header("Content-Security-Policy", containsString("script-src 'self';"))
        .header("Content-Security-Policy", not(containsString("unsafe")))
        .header("Content-Security-Policy", containsString("frame-ancestors 'none'"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/dashboard.js",
        "/assets/nothing-000000000000.js",
        "/assets/..%2Findex.html"
      })
  void otherFilesAreNotFound(String path) {
    given().urlEncodingEnabled(false).get(path).then().statusCode(404).body("status", equalTo(404));
  }

  @Test
  void withoutAnIssuerThereIsNoSignIn() {
    given().get("/sign-in").then().statusCode(200).body("size()", equalTo(0));
  }
}
