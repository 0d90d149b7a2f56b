package dev.footfall.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.ApiGatewayEvent;
import dev.footfall.testsupport.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bots are told from people by the public list, which holds examples of each. */
@QuarkusTest
class BotsTest extends ServiceTest {
  private static final Path LIST = Path.of("src/main/resources/bots");
  private static final String SAFARI =
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
          + " Gecko) Version/18.6 Mobile/15E148 Safari/604.1";
  private static final String GOOGLEBOT =
      "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";

  private static List<String> instances(boolean libraries) throws IOException {
    List<String> instances = new ArrayList<>();
    for (JsonNode bot :
        new ObjectMapper().readTree(LIST.resolve("crawler-user-agents.json").toFile())) {
      if (bot.path("tags").toString().contains("http-library") == libraries) {
        bot.get("instances").forEach(instance -> instances.add(instance.textValue()));
      }
    }
    return instances;
  }

  @Test
  void everyExampleOfTheListIsABotButTheProxiesOfMailProviders() throws IOException {
    List<String> people = instances(false).stream().filter(agent -> !Bots.isBot(agent)).toList();

    assertTrue(
        people.stream().allMatch(agent -> agent.matches(".*(GoogleImage|YahooMail)Proxy.*")),
        people::toString);
    assertTrue(people.size() < 5, people::toString);
  }

  @Test
  void theListIsTheOneThatItsMaintainersPublished() throws IOException, GeneralSecurityException {
    byte[] list = Files.readAllBytes(LIST.resolve("crawler-user-agents.json"));
    byte[] hash = MessageDigest.getInstance("SHA-512").digest(list);

    String readme = Files.readString(LIST.resolve("README.md"));
    assertTrue(readme.contains("`" + Base64.getEncoder().encodeToString(hash) + "`"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        GOOGLEBOT,
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " HeadlessChrome/140.0.0.0 Safari/537.36",
        "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
        "Slackbot 1.0 (+https://api.slack.com/robots)",
        "WhatsApp/2.23.20.0",
        "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
        "Twitterbot/1.0",
        "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)",
        "TelegramBot (like TwitterBot)",
        "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2;"
            + " +https://openai.com/gptbot)",
        "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
        "Mozilla/5.0 (compatible; Nmap Scripting Engine; https://nmap.org/book/nse.html)",
        "Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/534+ (KHTML, like Gecko)"
            + " BingPreview/1.0b",
      })
  void aBotIsKnown(String agent) {
    assertTrue(Bots.isBot(agent));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        SAFARI,
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/142.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
        "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"
            + " Version/18.6 Safari/605.1.15",
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 12; CUBOT X50) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/120.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 14; SM-S911B Build/UP1A.231005.007; wv) AppleWebKit/537.36"
            + " (KHTML, like Gecko) Version/4.0 Chrome/130.0.0.0 Mobile Safari/537.36"
            + " Instagram 350.0.0.0.1 Android (34/14; 480dpi; 1080x2106; samsung; SM-S911B)",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
            + " Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/480.0.0.0;FBDV/iPhone15,2;FBLC/en_GB]",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
            + " Gecko) Mobile/15E148 [LinkedInApp]/9.30",
        "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Version/4.0 Chrome/130.0.0.0 Mobile Safari/537.36 GSA/15.40.31.29.arm64",
        "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)",
        "YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html",
        "Mozilla/5.0",
        "Mozilla/4.0 (compatible; ms-office; MSOffice 16)",
        "curl/8.5.0",
        "python-requests/2.32.3",
        "Java-http-client/17.0.15",
        "okhttp/4.12.0",
        "node",
        "",
        "bo",
      })
  void aPersonOrAnAppIsCounted(String agent) {
    assertEquals(false, Bots.isBot(agent));
  }

  @Test
  void everyHttpLibraryOfTheListIsCounted() throws IOException {
    List<String> bots = instances(true).stream().filter(Bots::isBot).toList();
    assertEquals(
        List.of(),
        bots.stream()
            .filter(agent -> agent.matches("(curl|python|okhttp|axios|Go-http).*"))
            .toList());
  }

  @Test
  void aLongUserAgentIsLookedAtOnlySoFar() {
    String bot = "Googlebot/2.1";
    assertTrue(Bots.isBot(" ".repeat(Bots.LENGTH - bot.length()) + bot));
    assertEquals(false, Bots.isBot(" ".repeat(Bots.LENGTH - 9) + bot));
  }

  @Test
  void theEventsOfABotAreIgnoredHoweverTheyAreSent() {
    Answer posted =
        ApiGatewayEvent.post("application/json")
            .header("user-agent", GOOGLEBOT)
            .body(event().toString())
            .send();
    Answer pixel = pixel("open", GOOGLEBOT);

    assertEquals("a bot sent it (User-Agent)", posted.is(200).at("/results/0/reason"));
    assertEquals("a bot sent it (User-Agent)", pixel.is(200).header("footfall-reason"));
    assertHolds(0);
  }

  private Answer pixel(String type, String agent) {
    return ApiGatewayEvent.of("GET", "/v1/p/" + campaign + "/" + type + ".gif")
        .header("user-agent", agent)
        .send();
  }

  /** Quarkus' bridge splits headers at commas. */
  @Test
  void aCommaInTheUserAgentHidesNoBot() {
    String afterAComma = "Mozilla/5.0 (Linux) AppleWebKit (KHTML, like Gecko) Twitterbot/1.0";

    assertEquals("ignored", pixel("open", afterAComma).header("footfall-result"));
    assertEquals("stored", pixel("open", SAFARI).header("footfall-result"));
  }

  @ParameterizedTest
  @CsvSource({
    "true, true, true, the visitor opted out (Sec-GPC)",
    "false, true, true, the browser loads the page in advance",
    "false, false, true, a bot sent it (User-Agent)",
    "false, false, false,",
  })
  void eachReasonHasItsSwitch(boolean gpc, boolean prefetch, boolean bots, String reason) {
    assertEquals(
        Optional.ofNullable(reason),
        new Visit(true, true, true).reasonToIgnore(() -> gpc, () -> prefetch, () -> bots));
  }
}
