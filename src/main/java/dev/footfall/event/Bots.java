package dev.footfall.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Knows bots by their user agents: crawlers, headless browsers, link previews and scanners, as the
 * list in {@code src/main/resources/bots} names them. The list is read when this class is
 * initialised, which is while the native image is built.
 *
 * <p>Nearly all of its patterns are plain texts. They are found by their first letters, so that a
 * user agent is read once, however long the list is.
 */
final class Bots {
  /** A longer user agent is looked at only so far. */
  static final int LENGTH = 1024;

  /** HTTP libraries: apps and servers send events with them. */
  private static final String LIBRARY = "http-library";

  /** What the list calls libraries and is made for crawling. */
  private static final Set<String> CRAWLING_LIBRARIES =
      Set.of(
          "phpcrawl",
          "HTTrack",
          "SimpleCrawler",
          "crawler4j",
          "Scrapy",
          "newspaper\\/",
          "python-opengraph",
          "colly",
          "trafilatura",
          "GoParserBot",
          "larbin",
          "rawweb-bot");

  /** They fetch an image when a person opens the mail. */
  private static final List<String> MAIL_PROXIES =
      List.of("GoogleImageProxy", "YahooMailProxy", "Shortwave Image Fetcher");

  private static final Pattern ESCAPED = Pattern.compile("\\\\([^A-Za-z0-9])");
  private static final Pattern OPERATOR = Pattern.compile("[\\\\^$.|?*+()\\[\\]{}]");

  /** How many letters of a text are its key. */
  private static final int KEY = 3;

  private static final Map<String, List<String>> TEXTS = new HashMap<>();
  private static final Pattern OTHERS;

  static {
    List<String> patterns = new ArrayList<>();
    for (JsonNode bot : list()) {
      String pattern = bot.get("pattern").textValue();
      if (MAIL_PROXIES.contains(pattern)
          || bot.path("tags").toString().contains(LIBRARY)
              && !CRAWLING_LIBRARIES.contains(pattern)) {
        continue;
      }
      String text = ESCAPED.matcher(pattern).replaceAll("$1");
      if (text.length() < KEY || OPERATOR.matcher(ESCAPED.matcher(pattern).replaceAll("")).find()) {
        patterns.add(pattern);
      } else {
        TEXTS.computeIfAbsent(text.substring(0, KEY), key -> new ArrayList<>()).add(text);
      }
    }
    OTHERS = Pattern.compile(patterns.stream().collect(Collectors.joining("|", "(?:", ")")));
  }

  private Bots() {}

  private static JsonNode list() {
    try (InputStream list = Bots.class.getResourceAsStream("/bots/crawler-user-agents.json")) {
      return new ObjectMapper().readTree(list);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether this is the user agent of a bot; none at all is not. */
  static boolean isBot(@Nullable String userAgent) {
    if (userAgent == null || MAIL_PROXIES.stream().anyMatch(userAgent::contains)) {
      return false;
    }
    String agent = userAgent.length() > LENGTH ? userAgent.substring(0, LENGTH) : userAgent;
    for (int i = 0; i + KEY <= agent.length(); i++) {
      for (String text : TEXTS.getOrDefault(agent.substring(i, i + KEY), List.of())) {
        if (agent.startsWith(text, i)) {
          return true;
        }
      }
    }
    return OTHERS.matcher(agent).find();
  }
}
