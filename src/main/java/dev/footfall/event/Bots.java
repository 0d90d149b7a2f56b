package dev.footfall.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Knows bots by their user agents: crawlers, headless browsers, link previews and scanners, as the
 * list in {@code src/main/resources/bots} names them. The list is read when this class is
 * initialised, which is while the native image is built.
 *
 * <p>Patterns are kept in slots by the first letters of their texts, so that a user agent is read
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

  /** A pattern is kept in a slot by the first letters of its text. */
  private static final int KEY = 3;

  /** A letter moves out of a slot's number when {@link #KEY} others have come after it. */
  private static final int SHIFT = 4;

  private static final int SLOTS = 1 << KEY * SHIFT;

  /** In the order of their slots. */
  private static final BotPattern[] PATTERNS = patterns();

  /** Where the patterns of each slot start; those of the next slot start where they end. */
  private static final int[] STARTS = starts(PATTERNS);

  private Bots() {}

  private static BotPattern[] patterns() {
    List<BotPattern> patterns = new ArrayList<>();
    for (JsonNode bot : list()) {
      String pattern = bot.get("pattern").textValue();
      boolean library =
          bot.path("tags").toString().contains(LIBRARY) && !CRAWLING_LIBRARIES.contains(pattern);
      if (!library && !MAIL_PROXIES.contains(pattern)) {
        String[] alternatives =
            pattern.contains("(") ? new String[] {pattern} : pattern.split("\\|");
        Stream.of(alternatives).map(BotPattern::of).forEach(patterns::add);
      }
    }
    patterns.sort(Comparator.comparingInt(Bots::slot));
    return patterns.toArray(BotPattern[]::new);
  }

  private static int[] starts(BotPattern[] patterns) {
    int[] starts = new int[SLOTS + 1];
    for (BotPattern pattern : patterns) {
      starts[slot(pattern) + 1]++;
    }
    for (int slot = 0; slot < SLOTS; slot++) {
      starts[slot + 1] += starts[slot];
    }
    return starts;
  }

  private static JsonNode list() {
    try (InputStream list = Bots.class.getResourceAsStream("/bots/crawler-user-agents.json")) {
      return new ObjectMapper().readTree(list);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int slot(BotPattern pattern) {
    return pattern.text().substring(0, KEY).chars().reduce(0, Bots::next);
  }

  /** The slot of the letters that end with this one. */
  private static int next(int slot, int letter) {
    return (slot << SHIFT ^ letter) & SLOTS - 1;
  }

  /** Whether this is the user agent of a bot; none at all is not. */
  static boolean isBot(@Nullable String userAgent) {
    if (userAgent == null) {
      return false;
    }
    String agent = userAgent.length() > LENGTH ? userAgent.substring(0, LENGTH) : userAgent;
    return matches(agent) && MAIL_PROXIES.stream().noneMatch(userAgent::contains);
  }

  private static boolean matches(String agent) {
    int slot = 0;
    for (int i = 0; i < agent.length(); i++) {
      slot = next(slot, agent.charAt(i));
      for (int pattern = STARTS[slot]; pattern < STARTS[slot + 1]; pattern++) {
        if (PATTERNS[pattern].matches(agent, i + 1 - KEY)) {
          return true;
        }
      }
    }
    return false;
  }
}
