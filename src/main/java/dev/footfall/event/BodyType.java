package dev.footfall.event;

import jakarta.ws.rs.core.Response.Status;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a {@code Content-Type} says of a body of events. Field senders spell it in many ways. */
enum BodyType {
  /** One event a line, even if there is one line. */
  LINES,

  /** JSON, or lines of it: the body decides. */
  JSON;

  private static final Set<String> NAMES_OF_LINES =
      Set.of(
          "application/x-ndjson",
          "application/ndjson",
          "application/x-jsonl",
          "application/jsonl",
          "application/x-jsonlines",
          "application/jsonlines",
          "application/json-lines",
          "text/x-ndjson",
          "text/ndjson",
          "text/jsonl");

  private static final Pattern JSON_TYPE =
      Pattern.compile("text/plain|(?:application|text)/(?:x-)?json|[^/]+/[^/]+\\+json");

  private static final Pattern CHARSET =
      Pattern.compile(";\\s*charset\\s*=\\s*[\"']?([^\"';\\s]*)", Pattern.CASE_INSENSITIVE);

  /**
   * The type of a body.
   *
   * @param contentType the header's value, or null: then JSON
   */
  static BodyType of(@Nullable String contentType) {
    if (contentType == null || contentType.isBlank()) {
      return JSON;
    }
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    requireUtf8(contentType);
    if (NAMES_OF_LINES.contains(type)) {
      return LINES;
    }
    if (!JSON_TYPE.matcher(type).matches()) {
      throw RequestBody.refused(
          Status.UNSUPPORTED_MEDIA_TYPE, "Content-Type must be JSON, NDJSON or text/plain");
    }
    return JSON;
  }

  private static void requireUtf8(String contentType) {
    Matcher charset = CHARSET.matcher(contentType);
    if (charset.find() && !isUtf8(charset.group(1).replace('_', '-'))) {
      throw RequestBody.refused(Status.UNSUPPORTED_MEDIA_TYPE, "the charset must be UTF-8");
    }
  }

  /** Under any of its names. ASCII is a part of it. */
  private static boolean isUtf8(String name) {
    try {
      return name.isEmpty()
          || Set.of(StandardCharsets.UTF_8, StandardCharsets.US_ASCII)
              .contains(Charset.forName(name));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return false;
    }
  }
}
