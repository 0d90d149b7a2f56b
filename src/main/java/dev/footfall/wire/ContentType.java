package dev.footfall.wire;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code Content-Type} says. Field senders spell it in many ways.
 *
 * @param name type and subtype in lower case, without parameters; empty if there is none
 * @param utf8 whether the charset is UTF-8 under any of its names, ASCII, or not given
 */
public record ContentType(String name, boolean utf8) {
  private static final Pattern JSON =
      Pattern.compile("(?:application|text)/(?:x-)?json|[^/]+/[^/]+\\+json");

  private static final Pattern CHARSET =
      Pattern.compile(";\\s*charset\\s*=\\s*[\"']?([^\"';\\s]*)", Pattern.CASE_INSENSITIVE);

  /**
   * Reads the header.
   *
   * @param header its value, or null
   */
  public static ContentType of(@Nullable String header) {
    if (header == null) {
      return new ContentType("", true);
    }
    Matcher charset = CHARSET.matcher(header);
    return new ContentType(
        header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT),
        !charset.find() || isUtf8(charset.group(1).replace('_', '-')));
  }

  /** Whether it is any type of JSON. */
  public boolean isJson() {
    return JSON.matcher(name).matches();
  }

  private static boolean isUtf8(String charset) {
    try {
      return charset.isEmpty()
          || Set.of(StandardCharsets.UTF_8, StandardCharsets.US_ASCII)
              .contains(Charset.forName(charset));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return false;
    }
  }
}
