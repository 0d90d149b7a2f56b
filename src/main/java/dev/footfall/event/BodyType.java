package dev.footfall.event;

import dev.footfall.wire.ContentType;
import jakarta.ws.rs.core.Response.Status;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a {@code Content-Type} says of a body of events. */
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

  private static final String TEXT = "text/plain";

  /**
   * The type of a body.
   *
   * @param header the header's value, or null: then JSON
   */
  static BodyType of(@Nullable String header) {
    ContentType type = ContentType.of(header);
    if (!type.utf8()) {
      throw RequestBody.refused(Status.UNSUPPORTED_MEDIA_TYPE, "the charset must be UTF-8");
    }
    if (NAMES_OF_LINES.contains(type.name())) {
      return LINES;
    }
    if (!type.isJson() && !type.name().equals(TEXT) && !type.name().isEmpty()) {
      throw RequestBody.refused(
          Status.UNSUPPORTED_MEDIA_TYPE, "Content-Type must be JSON, NDJSON or text/plain");
    }
    return JSON;
  }
}
