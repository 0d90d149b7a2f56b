package dev.footfall.event;

import dev.footfall.wire.QueryString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a pixel's query string: the fields of one event and its metadata, one parameter per key.
 */
final class PixelDecoder {
  private static final String METADATA_PREFIX = "metadata.";
  private static final Pattern DIGITS = Pattern.compile("-?\\d+");

  private PixelDecoder() {}

  /**
   * The pixel's event.
   *
   * @param query the raw query string, or null
   */
  static Submission decode(@Nullable String query, Instant received) {
    Draft draft = new Draft();
    try {
      readFields(draft, QueryString.parse(query));
      draft.defaultSession(received);
      return draft.complete(received);
    } catch (InvalidEvent invalid) {
      return rejected(draft, invalid);
    } catch (QueryString.Unreadable unreadable) {
      return rejected(draft, InvalidEvent.of(unreadable));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Result.Rejected rejected(Draft draft, InvalidEvent invalid) {
    return new Result.Rejected(draft.id(), invalid.field(), invalid.reason());
  }

  private static void readFields(Draft draft, Map<String, List<String>> parameters)
      throws IOException, InvalidEvent {
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
      String name = parameter.getKey();
      if (parameter.getValue().size() > 1) {
        throw InvalidEvent.repeated(name);
      }
      String value = parameter.getValue().get(0);
      if (name.startsWith(METADATA_PREFIX) && name.length() > METADATA_PREFIX.length()) {
        metadata.put(name.substring(METADATA_PREFIX.length()), value);
      } else {
        readField(draft, name, value);
      }
    }
    if (!metadata.isEmpty()) {
      draft.claim(Field.METADATA);
      draft.metadata(Metadata.of(metadata));
    }
  }

  private static void readField(Draft draft, String name, String value) throws InvalidEvent {
    Field field = Field.of(name).orElseThrow(() -> InvalidEvent.unknown(name));
    draft.claim(field);
    switch (field) {
      case EVENT_TYPE -> draft.eventType(value);
      case EVENT_TIME -> readTime(draft, value);
      case ID, SESSION_ID, CAMPAIGN_ID -> draft.uuid(field, value);
      case METADATA -> throw InvalidEvent.unknown(name);
    }
  }

  /** An offset's unescaped plus sign is decoded as a space. */
  private static void readTime(Draft draft, String value) throws InvalidEvent {
    if (DIGITS.matcher(value).matches()) {
      draft.epochMilliseconds(value);
    } else {
      draft.eventTime(value.replace(' ', '+'));
    }
  }
}
