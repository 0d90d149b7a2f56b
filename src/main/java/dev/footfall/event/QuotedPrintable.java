package dev.footfall.event;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Quoted-printable (RFC 2045, 6.7), in which some tools leave the URLs of a mail: {@code =3D}
 * stands for an equals sign, and any other equals sign ends a line that goes on after it. Clients
 * drop line breaks in URLs or escape them.
 */
final class QuotedPrintable {
  private static final String EQUALS_SIGN = "=3D";
  private static final Pattern SIGN = Pattern.compile("(?i)=3D|=(?:%0D)?(?:%0A)?");
  private static final Pattern LINE_BREAK = Pattern.compile("=\\r?\\n?");

  private QuotedPrintable() {}

  /** The query string without it. A parameter that was added later has none, and stays. */
  static String decodedQuery(String query) {
    return Stream.of(query.split("&"))
        .map(
            pair -> {
              String decoded =
                  SIGN.matcher(pair)
                      .replaceAll(sign -> sign.group().equalsIgnoreCase(EQUALS_SIGN) ? "=" : "");
              return decoded.contains("=") ? decoded : pair;
            })
        .collect(Collectors.joining("&"));
  }

  /** A text without its line breaks. */
  static String joined(String text) {
    return LINE_BREAK.matcher(text).replaceAll("");
  }
}
