package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.options.Cookie;
import dev.footfall.testsupport.Nginx;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The site's own path to the service, through a real nginx that is set up as documented. */
@QuarkusTest
class TrackerProxyTest extends TrackedShop {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private Nginx nginx;

  @BeforeEach
  void startNginx() throws Exception {
    String locations = documented("nginx").replace("https://HOST", gateway.origin());
    nginx = Nginx.start(shop.origin(), locations);
  }

  @AfterEach
  void endNginx() throws IOException {
    nginx.close();
  }

  /** The first block of this language in the section. */
  private static String documented(String language) throws IOException {
    Matcher block =
        Pattern.compile("### Your own path.*?```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("docs", "tracker.md")));
    assertTrue(block.find());
    return block.group(1);
  }

  @Test
  void aPageAndItsPixelAreCountedWithoutAnotherOriginAndWithoutTheSitesCookies()
      throws IOException {
    shop.add("own.html", documented("html"));
    profile.addCookies(List.of(new Cookie("session", "secret").setUrl(nginx.origin())));
    List<String> origins = new ArrayList<>();
    page.onRequest(request -> origins.add(request.url().replaceFirst("(//[^/]+).*", "$1")));

    page.navigate(nginx.origin() + "/own.html");
    awaitTracker(page);
    assertDelivered("page_view");
    page.evaluate(
        "campaign => { new Image().src = `/a/p/${campaign}/seen.gif` }", campaign.toString());
    assertStored(2);

    assertEquals(List.of(nginx.origin()), origins.stream().distinct().toList());
    assertEquals(3, gateway.requests().size(), () -> gateway.requests().toString());
    gateway.requests().forEach(request -> assertEquals(null, request.headers().get("Cookie")));
  }

  private static HttpResponse<byte[]> get(String url, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url)).header("Accept-Encoding", "gzip");
    return CLIENT.send(
        (headers.length == 0 ? request : request.headers(headers)).build(),
        BodyHandlers.ofByteArray());
  }

  /** The answers of nginx and of the service are the same. */
  private HttpResponse<byte[]> assertPassedOn(String path, String ofService) throws Exception {
    HttpResponse<byte[]> answer = get(nginx.origin() + path);
    HttpResponse<byte[]> direct = get(gateway.origin() + ofService);
    assertEquals(direct.statusCode(), answer.statusCode());
    assertArrayEquals(direct.body(), answer.body());
    direct.headers().map().keySet().stream()
        .filter(name -> !List.of("date", "transfer-encoding", "connection").contains(name))
        .forEach(
            name ->
                assertEquals(direct.headers().allValues(name), answer.headers().allValues(name)));
    return answer;
  }

  @Test
  void theScriptIsCompressedAndCachedAsTheServiceSays() throws Exception {
    HttpResponse<byte[]> script = assertPassedOn("/a/js", "/footfall.js");

    assertEquals(List.of("gzip"), script.headers().allValues("Content-Encoding"));
    assertTrue(script.headers().firstValue("Content-Type").orElse("").contains("javascript"));
    String tag = script.headers().firstValue("ETag").orElseThrow();
    assertEquals(304, get(nginx.origin() + "/a/js", "If-None-Match", tag).statusCode());
  }

  @Test
  void thePixelIsAnImageThatNobodyKeeps() throws Exception {
    String pixel = campaign + "/mail_opened.gif";
    HttpResponse<byte[]> image = assertPassedOn("/a/p/" + pixel, "/v1/p/" + pixel);

    assertEquals(201, image.statusCode());
    assertEquals(List.of("image/gif"), image.headers().allValues("Content-Type"));
    assertEquals(List.of("no-store"), image.headers().allValues("Cache-Control"));
    assertStored(2);
  }

  @Test
  void theTimeOfSendingArrives() throws Exception {
    URI events = URI.create(nginx.origin() + "/a/e?sent_at=soon");
    HttpResponse<String> answer =
        CLIENT.send(
            HttpRequest.newBuilder(events).POST(BodyPublishers.ofString("{}")).build(),
            BodyHandlers.ofString());

    assertEquals(400, answer.statusCode());
    assertTrue(answer.body().contains("\"sent_at\""), answer::body);
  }
}
