package dev.footfall.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However the tracker is loaded, it works; and where it cannot, it says in the console why. */
@QuarkusTest
class TrackerSetupTest extends TrackedShop {
  private static final Path DOCUMENTATION = Path.of("docs", "tracker.md");

  private static final String BODY = "<button id=add data-footfall-event=add_to_cart>Add</button>";

  @TempDir Path folder;

  /** What stands in the page's head. */
  enum Loaded {
    AS_A_MODULE(
        """
        <script type="module" src="https://HOST/footfall.js" data-campaign="UUID"></script>
        """),
    BY_AN_IMPORT(
        """
        <script>window.footfall = {campaign: 'UUID', endpoint: 'https://HOST/v1/events'}</script>
        <script type="module">import 'https://HOST/footfall.js';</script>
        """),
    IN_A_BUNDLE(
        """
        <script>window.footfall = {campaign: 'UUID', endpoint: 'https://HOST/v1/events'}</script>
        <script src="/bundle.js"></script>
        """),
    INLINE(
        """
        <script>window.footfall = {campaign: 'UUID', endpoint: 'https://HOST/v1/events'}</script>
        <script>BUNDLE</script>
        """),
    BY_A_SCRIPT(
        """
        <script>
          const script = document.createElement('script');
          script.src = 'https://HOST/footfall.js';
          script.dataset.campaign = 'UUID';
          document.head.append(script);
        </script>
        """),
    WITH_A_CAMPAIGN_IN_ANOTHER_FORM(
        """
        <script async src="https://HOST/footfall.js" data-campaign="{UUID}"></script>
        """),
    TWICE_FOR_ONE_CAMPAIGN(
        """
        <script async src="https://HOST/footfall.js" data-campaign="UUID"></script>
        <script async src="https://HOST/footfall.js" data-campaign="UUID"></script>
        """),
    FROM_ANOTHER_PATH(
        """
        <script async src="/a/js" data-campaign="UUID" data-endpoint="/a/e"></script>
        """),
    BESIDE_AN_ELEMENT_OF_ITS_NAME(
        """
        <p id="footfall"></p>
        <script async src="https://HOST/footfall.js" data-campaign="UUID"></script>
        """);

    private final String head;

    Loaded(String head) {
      this.head = head;
    }
  }

  private void open(String head) {
    String bundle =
        new String(PageTest.get("/footfall.js", "identity").body(), StandardCharsets.UTF_8);
    shop.add("bundle.js", bundle);
    shop.add("setup.html", head.replace("BUNDLE", bundle) + BODY);
    visit("/setup.html");
  }

  private void use() {
    call("product_view");
    page.click("#add");
    assertDelivered("page_view product_view add_to_cart");
  }

  @ParameterizedTest
  @EnumSource
  void itWorksHoweverItIsLoaded(Loaded loaded) {
    open(loaded.head);
    use();
  }

  @Test
  void behindTheShopsOwnProxyNothingIsSentToAnotherOrigin() {
    List<String> origins = new ArrayList<>();
    page.onRequest(request -> origins.add(request.url().replaceFirst("(//[^/]+).*", "$1")));
    open(Loaded.FROM_ANOTHER_PATH.head);
    page.evaluate(
        "campaign => { new Image().src = `/a/p/${campaign}/seen.gif` }", campaign.toString());
    visitor.sees(2L, () -> owner.counted(campaign));

    assertEquals(List.of(shop.origin()), origins.stream().distinct().toList());
  }

  /** The snippet as documented, inserted as a tag manager does it: without data attributes. */
  @Test
  void aTagManagerMayStripTheAttributes() throws IOException {
    Matcher snippet =
        Pattern.compile("Tag managers.*?```html\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(DOCUMENTATION));
    assertTrue(snippet.find());
    shop.add("tag.html", snippet.group(1));
    open(
        """
        <script>
          fetch('/tag.html').then(answer => answer.text()).then(html => {
            for (const tag of new DOMParser().parseFromString(html, 'text/html').scripts) {
              const script = document.createElement('script');
              if (tag.src) script.src = tag.src;
              script.text = tag.text;
              document.head.append(script);
            }
          });
        </script>
        """);
    use();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script async src='https://HOST/footfall.js' data-campaign='UUID, OTHER'></script>",
        """
        <script src='https://HOST/footfall.js' data-campaign='UUID'></script>
        <script src='https://HOST/footfall.js' data-campaign='OTHER'></script>
        """,
        """
        <script src='https://HOST/footfall.js' data-campaign='UUID'></script>
        <script>footfall.campaign = 'OTHER'</script>
        <script src='https://HOST/footfall.js'></script>
        """,
      })
  void eachOfTwoCampaignsGetsEachEventOnce(String scripts) {
    UUID other = UUID.randomUUID();
    open(scripts.replace("OTHER", other.toString()));
    call("product_view");
    page.click("#add");
    page.evaluate("other => footfall('wish_listed', {}, other)", other.toString());

    assertDelivered("page_view product_view add_to_cart");
    visitor.sees(4L, () -> owner.counted(other));
    assertEquals(
        List.of("page_view", "product_view", "add_to_cart", "wish_listed"),
        owner.stored(other).stream().map(row -> row.type()).toList());
    List<String> ids = sent().stream().flatMap(List::stream).toList();
    assertEquals(7, ids.stream().distinct().count());
    assertEquals(7, ids.size());
  }

  /** The console says this and what follows it, once; the page runs all the same. */
  private void assertSays(String warning, Runnable use) {
    List<String> said = new ArrayList<>();
    page.onConsoleMessage(
        message -> {
          if (message.text().startsWith("Footfall")) {
            said.add(message.text());
          }
        });
    use.run();
    visitor.sees(true, () -> said.toString().startsWith("[" + warning));
    call("product view", "product view");
    page.waitForTimeout(300);
    assertEquals(1, said.stream().filter(text -> text.startsWith(warning)).count());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "data-campaign=''", "data-campaign='spring'"})
  void aMissingCampaignIsSaid(String attribute) {
    assertSays(
        "Footfall: "
            + events()
            + " answered \"field\":\"campaign_id\",\"reason\":\"must be a UUID\"}",
        () -> open("<script async src='https://HOST/footfall.js' " + attribute + "></script>"));
  }

  private String events() {
    return gateway.origin() + "/v1/events";
  }

  @Test
  void aWrongEventIsSaid() {
    assertSays(
        "Footfall: " + events() + " answered \"field\":\"event_type\",\"reason\":\"must be 1 to 64",
        () -> {
          visit("/");
          call("no type!");
        });
  }

  @Test
  void aWrongEndpointIsSaid() {
    String endpoint = gateway.origin() + "/v1/nothing";
    assertSays(
        "Footfall: " + endpoint + " answered 404{",
        () ->
            open(
                "<script async src='https://HOST/footfall.js' data-campaign='UUID'"
                    + " data-endpoint='/v1/nothing'></script>"));
  }

  @Test
  void aScriptFromAFileIsSaid() throws IOException {
    Files.write(folder.resolve("footfall.js"), PageTest.get("/footfall.js", "identity").body());
    Path file =
        Files.writeString(
            folder.resolve("page.html"),
            "<script src='footfall.js' data-campaign='" + campaign + "'></script>");
    assertSays(
        "Footfall: "
            + folder.resolve("v1/events").toUri()
            + " cannot be reached: check data-endpoint",
        () -> page.navigate(file.toUri().toString()));
  }
}
