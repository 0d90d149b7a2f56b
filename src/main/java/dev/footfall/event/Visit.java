package dev.footfall.event;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a request says of its visitor.
 *
 * @param optedOut whether the visitor sends Global Privacy Control ({@code Sec-GPC: 1})
 * @param prefetched whether no person has seen the page: the browser loads it in advance
 * @param userAgent looked at and forgotten; null if there is none
 */
record Visit(boolean optedOut, boolean prefetched, @Nullable String userAgent) {
  /** The standard's header, what Chromium sent before, and what Firefox sends. */
  private static final List<String> PURPOSE_HEADERS = List.of("Sec-Purpose", "Purpose", "X-Moz");

  static Visit of(HttpHeaders headers) {
    return new Visit(
        "1".equals(header(headers, "Sec-GPC")),
        PURPOSE_HEADERS.stream()
            .map(name -> header(headers, name))
            .filter(Objects::nonNull)
            .flatMap(value -> Stream.of(value.toLowerCase(Locale.ROOT).split("[;,]")))
            .map(String::strip)
            .anyMatch(purpose -> purpose.equals("prefetch") || purpose.equals("prerender")),
        header(headers, "User-Agent"));
  }

  /** Why its events are not to be counted, if so. */
  Optional<String> reasonToIgnore(PrivacyConfig privacy, IgnoreConfig ignore, BotsConfig bots) {
    if (privacy.honourGpc() && optedOut) {
      return Optional.of("the visitor opted out (Sec-GPC)");
    }
    if (ignore.prefetch() && prefetched) {
      return Optional.of("the browser loads the page in advance");
    }
    return bots.ignore() && Bots.isBot(userAgent)
        ? Optional.of("the user agent is a bot's")
        : Optional.empty();
  }

  private static @Nullable String header(HttpHeaders headers, String name) {
    String value = headers.getHeaderString(name);
    return value == null ? null : value.strip();
  }
}
