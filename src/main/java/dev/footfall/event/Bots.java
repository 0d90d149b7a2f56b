package dev.footfall.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Knows bots by their user agents: crawlers, headless browsers, link previews and scanners, as the
 * list in {@code src/main/resources/bots} names them. The list is read when this class is
 * initialised, which is while the native image is built.
 *
 * <p>A pattern is looked at only where the longest plain text in it occurs, and nearly all patterns
 * are nothing but plain text. Texts are found by their first letters, so that a user agent is read
 * once, however long the list is.
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

  /** Parts of a pattern that are no plain text. */
  private static final Pattern GAP =
      Pattern.compile("(\\([^)]*\\)|\\[[^]]*]|\\\\[A-Za-z]|\\^|\\$)[*+?]?");

  private static final Pattern ESCAPED = Pattern.compile("\\\\([^A-Za-z])");

  /** How many letters of a text are its key. */
  private static final int KEY = 3;

  /**
   * A text that a bot's user agent holds, and the pattern that it matches then, if there is more.
   */
  private record Sign(String text, @Nullable Pattern pattern) {

    /** A text that is repeated is no reason to look again. */
    boolean isIn(String agent, int place) {
      return pattern == null || agent.indexOf(text) == place && pattern.matcher(agent).find();
    }
  }

  /** By their keys. */
  private static final Map<String, List<Sign>> SIGNS = new HashMap<>();

  static {
    for (JsonNode bot : list()) {
      String pattern = bot.get("pattern").textValue();
      boolean library =
          bot.path("tags").toString().contains(LIBRARY) && !CRAWLING_LIBRARIES.contains(pattern);
      if (!library && !MAIL_PROXIES.contains(pattern)) {
        String[] alternatives =
            pattern.contains("(") ? new String[] {pattern} : pattern.split("\\|");
        for (String alternative : alternatives) {
          Sign sign = sign(alternative);
          SIGNS.computeIfAbsent(sign.text().substring(0, KEY), key -> new ArrayList<>()).add(sign);
        }
      }
    }
  }

  private static Sign sign(String pattern) {
    String gaps = GAP.matcher(pattern).replaceAll("\0");
    String longest =
        Stream.of(ESCAPED.matcher(gaps).replaceAll("$1").split("\0"))
            .max(Comparator.comparingInt(String::length))
            .orElseThrow();
    return new Sign(longest, gaps.equals(pattern) ? null : Pattern.compile(pattern));
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
      for (Sign sign : SIGNS.getOrDefault(agent.substring(i, i + KEY), List.of())) {
        if (agent.startsWith(sign.text(), i) && sign.isIn(agent, i)) {
          return true;
        }
      }
    }
    return false;
  }
}
