package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.Http;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages' files are served compressed, and cached as long as possible. */
@QuarkusTest
class PageTest {
  /** The file as sent to a client that accepts these encodings, still encoded. */
  static Answer get(String path, String encodings) {
    return Http.raw("GET", path, "Accept-Encoding", encodings);
  }

  /** The paths of all files that the page refers to. */
  static List<String> assets() {
    String page = get("/", "identity").text();
    return Pattern.compile("assets/[^\"]+")
        .matcher(page)
        .results()
        .map(m -> "/" + m.group())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"/, text/html", "/footfall.js, text/javascript"})
  void aFileIsServedWithItsType(String path, String type) {
    get(path, "identity")
        .is(200)
        .has("Content-Type", type + ";charset=UTF-8", "Content-Encoding", null)
        .has("X-Content-Type-Options", "nosniff");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "gzip, deflate, br, zstd", "br;q=1.0, gzip;q=0.8"})
  void aClientThatAcceptsGzipGetsTheSameContentSmaller(String accepted) throws IOException {
    byte[] plain = get("/", "identity").body();

    byte[] sent =
        get("/", accepted).has("Content-Encoding", "gzip", "Vary", "Accept-Encoding").body();

    assertTrue(sent.length < plain.length);
    GZIPInputStream content = new GZIPInputStream(new ByteArrayInputStream(sent));
    assertEquals(new String(plain), new String(content.readAllBytes()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "br", "gzip;q=0"})
  void aClientThatDoesNotAcceptGzipGetsPlainContent(String accepted) {
    Answer answer = get("/", accepted).is(200).has("Content-Encoding", null);
    assertTrue(answer.text().startsWith("<!doctype html>"), answer::text);
  }

  @ParameterizedTest
  @CsvSource({"/, identity", "/, gzip", "/footfall.js, identity", "/footfall.js, gzip"})
  void aClientWithTheCurrentContentGets304(String path, String encoding) {
    String tag = get(path, encoding).header("ETag");

    Answer again = Http.raw("GET", path, "Accept-Encoding", encoding, "If-None-Match", tag);

    again.is(304).has("ETag", tag, "Vary", "Accept-Encoding");
    assertEquals(0, again.body().length);
  }

  @Test
  void eachEncodingHasItsOwnTag() {
    assertNotEquals(get("/", "identity").header("ETag"), get("/", "gzip").header("ETag"));
  }

  @Test
  void thePageIsAlwaysRevalidatedAndItsFilesNever() {
    get("/", "gzip").has("Cache-Control", "no-cache");
    assertFalse(assets().isEmpty());
    for (String asset : assets()) {
      get(asset, "gzip").has("Cache-Control", "public,max-age=31536000,immutable");
    }
  }

  @Test
  void theNameOfAFileChangesWithItsContent() {
    for (String asset : assets()) {
      String tag = get(asset, "identity").header("ETag").replace("\"", "");

      assertTrue(asset.contains("-" + tag + "."), asset + " against " + tag);
    }
  }

  @Test
  void theTrackerCanBeEmbeddedAnywhereAndIsRevalidatedHourly() {
    get("/footfall.js", "gzip")
        .has("Cache-Control", "public,max-age=3600,stale-while-revalidate=86400")
        .has("Cross-Origin-Resource-Policy", "cross-origin");
  }

  /** Smaller than its peers, although only this one has a queue, retries and sessions. */
  @Test
  void theTrackerIsAtMost2000BytesOnTheWire() {
    int bytes = get("/footfall.js", "gzip").body().length;
    assertTrue(bytes > 0 && bytes <= 2000, bytes + " bytes");
  }

  @Test
  void thePageRunsOnlyItsOwnScripts() {
    String policy = get("/", "gzip").header("Content-Security-Policy");

    assertTrue(policy.contains("script-src 'self';"), policy);
    assertFalse(policy.contains("unsafe"), policy);
    assertTrue(policy.contains("frame-ancestors 'none'"), policy);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dashboard.js", "nothing-000000000000.js", "..%2Findex.html"})
  void otherFilesAreNotFound(String name) {
    Answer answer = Http.raw("GET", "/assets/" + name).is(404);
    assertEquals(404, answer.json().path("status").asInt());
  }

  @Test
  void withoutAnIssuerThereIsNoSignIn() {
    assertEquals("{}", Http.raw("GET", "/sign-in").is(200).text());
  }

  private record Configured(
      Optional<String> issuer,
      Optional<String> clientId,
      String scope,
      Optional<String> audience,
      Optional<String> resource)
      implements SignInConfig {}

  /** The dashboard gets the sign-in settings as configured, or none. */
  @ParameterizedTest
  @CsvSource({
    "https://login.example, dashboard, api, https://api.example, true",
    "https://login.example, dashboard, , , true",
    ", dashboard, api, , false",
    "https://login.example, , , , false",
  })
  void incompleteSettingsOfTheSignInAreNone(
      String issuer, String client, String audience, String resource, boolean complete) {
    Configured configured =
        new Configured(
            Optional.ofNullable(issuer),
            Optional.ofNullable(client),
            "openid",
            Optional.ofNullable(audience),
            Optional.ofNullable(resource));

    assertEquals(
        complete
            ? new SignInResource.SignIn(issuer, client, "openid", audience, resource)
            : new SignInResource.SignIn(null, null, null, null, null),
        new SignInResource(configured).signIn());
  }
}
