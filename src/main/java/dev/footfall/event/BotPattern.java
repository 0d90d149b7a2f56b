package dev.footfall.event;

import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of bots' user agents, looked at only where the longest plain text in it occurs. Nearly
 * all patterns are nothing but plain text.
 *
 * @param text the longest plain text in it
 * @param expression all of it; null if that is the text
 */
record BotPattern(String text, @Nullable Pattern expression) {
  /** Parts of a pattern that are no plain text. */
  private static final Pattern GAP =
      Pattern.compile("(\\([^)]*\\)|\\[[^]]*]|\\\\[A-Za-z]|\\^|\\$)[*+?]?");

  private static final Pattern ESCAPED = Pattern.compile("\\\\([^A-Za-z])");

  static BotPattern of(String pattern) {
    String gaps = GAP.matcher(pattern).replaceAll("\0");
    String longest =
        Stream.of(ESCAPED.matcher(gaps).replaceAll("$1").split("\0"))
            .max(Comparator.comparingInt(String::length))
            .orElseThrow();
    return new BotPattern(longest, gaps.equals(pattern) ? null : Pattern.compile(pattern));
  }

  /**
   * Whether a user agent that has the text at this place matches. A text that is repeated is no
   * reason to look again.
   */
  boolean matches(String agent, int place) {
    return agent.startsWith(text, place)
        && (expression == null || agent.indexOf(text) == place && expression.matcher(agent).find());
  }
}
