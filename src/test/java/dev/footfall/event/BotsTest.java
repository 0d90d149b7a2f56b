package dev.footfall.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
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

  private static List<String> instances() throws IOException {
    List<String> instances = new ArrayList<>();
    for (JsonNode bot :
        new ObjectMapper().readTree(LIST.resolve("crawler-user-agents.json").toFile())) {
      if (!bot.path("tags").toString().contains("http-library")) {
        bot.get("instances").forEach(instance -> instances.add(instance.textValue()));
      }
    }
    return instances;
  }

  @Test
  void everyExampleOfTheListIsABotButTheProxiesOfMailProviders() throws IOException {
    List<String> people = instances().stream().filter(agent -> !Bots.isBot(agent)).toList();

    assertTrue(
        people.stream()
            .allMatch(
                agent ->
                    agent.matches(".*(GoogleImageProxy|YahooMailProxy|Shortwave Image Fetcher).*")),
        people::toString);
    assertTrue(people.size() < 6, people::toString);
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
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " HeadlessChrome/141.0.0.0 Safari/537.36",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0;"
            + " +http://www.bing.com/bingbot.htm) Chrome/116.0.1938.76 Safari/537.36",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML,like Gecko;compatible;bingbot/2.0)",
        "mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " HeadlessChrome/88.0.4298.0 Safari/537.36",
        "Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/534+ (KHTML, like Gecko)"
            + " BingPreview/1.0b",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/56.0.2924.87 Safari/537.36 Google-PageRenderer Google"
            + " (+https://developers.google.com/+/web/snippet/)",
        "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
        "Slack-ImgProxy (+https://api.slack.com/robots)",
        "WhatsApp/2.23.20.0",
        "Twitterbot/1.0",
        "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
        "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)",
        "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
        "TelegramBot (like TwitterBot)",
        "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5 skype-url-preview@ms.com",
        "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)",
        "Mozilla/5.0 (compatible; GPTBot/1.2; +https://openai.com/gptbot)",
        "Mozilla/5.0 (compatible; Nmap Scripting Engine; https://nmap.org/book/nse.html)",
        "Scrapy/2.11.0 (+https://scrapy.org)",
      })
  void aBotIsKnown(String agent) {
    assertTrue(Bots.isBot(agent));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "bo",
        // desktop
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/141.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"
            + " Version/26.0 Safari/605.1.15",
        "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/141.0.0.0 Safari/537.36 OPR/122.0.0.0",
        "Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko",
        "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/141.0.0.0 Safari/537.36",
        // phones
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) CriOS/141.0.7390.41 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) GSA/390.0.813244012 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/141.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Android 15; Mobile; rv:144.0) Gecko/144.0 Firefox/144.0",
        "Mozilla/5.0 (Linux; Android 11; CUBOT X30) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/120.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 7.0; CUBOT_NOTE_S Build/NRD90M) AppleWebKit/537.36"
            + " (KHTML, like Gecko) Chrome/110.0.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 13; SM-X706B; wv) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Version/4.0 Chrome/141.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Linux; Android 9; KFMAWI) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Silk/130.4.1 like Chrome/130.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Linux; Android 12; M2101K6G) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Version/4.0 Chrome/112.0.0.0 Mobile Safari/537.36 XiaoMi/MiuiBrowser/14.5.0",
        "Mozilla/5.0 (Linux; Android 11; CPH2219) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/132.0.0.0 YaBrowser/25.2.0.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0"
            + " Chrome/141.0.0.0 Mobile DuckDuckGo/5 Safari/537.36",
        // what other lists once took for bots
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/127.0.0.0 Safari/537.36 ||| ReqID: 472 | Type: xmlhttprequest | Initiator:"
            + " https://shop.example",
        "Mozilla/5.0 (Linux; Android 10; STK-L21 Build/HUAWEISTK-L21; wv) AppleWebKit/537.36"
            + " (KHTML, like Gecko) Version/4.0 Chrome/126.0.6478.186 Mobile Safari/537.36"
            + "HiSearch/22.0.6.315",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) Mobile/21F90 [FBAN/FBPageAdmin;FBAV/400.0.0.21.108;FBLC/en_GB]",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) Mobile/15E148 Version/17.5.1 Safari/605.1.15"
            + " (AirWatch Browser v24.06)",
        "Mozilla/5.0 (Linux; Android 5.1; FEVER Build/LMY47D; wv) AppleWebKit/537.36"
            + " (KHTML, like Gecko) Version/4.0 Chrome/49.0.2623.105 Mobile Safari/537.36",
        "Mozilla/5.0 (Windows NT 10.0; WOW64) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Chrome/61.0.3163.125 Amigo/61.0.3163.125 MRCHROME SOC Safari/537.36",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " my-shop/1.2.3-rc.1 Chrome/120.0.6099.268 Electron/28.2.1 Safari/537.36",
        "Mozilla/5.0 Node/v20.11.1",
        // in-app browsers
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) Mobile/22F76 Instagram 382.0.0.24.84 (iPhone14,5; iOS 18_5;"
            + " de_DE; de; scale=3.00; 1170x2532; 735426023)",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) Mobile/22F76 [FBAN/FBIOS;FBAV/517.0.0.54.108;FBBV/741;FBDV/"
            + "iPhone14,5;FBMD/iPhone;FBSN/iOS;FBSV/18.5;FBSS/3;FBCR/;FBID/phone;FBLC/de_DE]",
        "Mozilla/5.0 (Linux; Android 14; SM-S911B; wv) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Version/4.0 Chrome/136.0.0.0 Mobile Safari/537.36"
            + " [FB_IAB/FB4A;FBAV/515.0.0.54.93;IABMV/1;]",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) Mobile/22F76 [LinkedInApp]/9.31.1",
        "Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) AppleWebKit/537.36 (KHTML, like Gecko)"
            + " Version/4.0 Chrome/136.0 Mobile Safari/537.36 musical_ly_2023 trill BytedanceWebview",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) Mobile/15E148 Snapchat/12.80.0.37 (like Safari/8617)",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) Mobile/15E148 [Pinterest/iOS]",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.49 NetType/WIFI",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) Mobile/15E148 Safari Line/14.8.0",
        // mail
        "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)",
        "YahooMailProxy; https://help.yahoo.com/kb/yahoo-mail-proxy-SLN28749.html",
        "Mozilla/5.0",
        "Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; WOW64; Trident/7.0;"
            + " Microsoft Outlook 16.0.17126; ms-office; MSOffice 16)",
        "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Thunderbird/140.3.0",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)",
        // servers, and a network between
        "curl/8.5.0",
        "python-requests/2.32.3",
        "Java-http-client/17.0.12",
        "Apache-HttpClient/4.5.14 (Java/17.0.12)",
        "okhttp/4.12.0",
        "axios/1.7.2",
        "Go-http-client/2.0",
        "GuzzleHttp/7",
        "node",
        "Amazon CloudFront",
      })
  void aPersonOrAnAppIsCounted(String agent) {
    assertEquals(false, Bots.isBot(agent));
  }

  /** Each repeats what a pattern with a gap begins or ends with. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ContextualBo",
        "ContextualBot",
        "Current",
        "outcomes.net",
        "RSS Reader",
        "(^| )",
        "a"
      })
  void noUserAgentTakesLong(String repeated) {
    String agent = repeated.repeat(1_000_000);
    assertTimeoutPreemptively(Duration.ofSeconds(2), () -> Bots.isBot(agent));
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

    assertEquals("the user agent is a bot's", posted.is(200).at("/results/0/reason"));
    assertEquals("the user agent is a bot's", pixel.is(200).header("footfall-reason"));
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
    "false, false, true, the user agent is a bot's",
    "false, false, false,",
  })
  void eachReasonHasItsSwitch(boolean gpc, boolean prefetch, boolean bots, String reason) {
    assertEquals(
        Optional.ofNullable(reason),
        new Visit(true, true, GOOGLEBOT).reasonToIgnore(() -> gpc, () -> prefetch, () -> bots));
  }
}
