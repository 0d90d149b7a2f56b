package dev.footfall.event;

import jakarta.ws.rs.core.MultivaluedMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Decodes the query string of a pixel: the fields of one event, its metadata key by key. */
final class PixelDecoder {
  private static final String METADATA_PREFIX = "metadata.";
  private static final Pattern DIGITS = Pattern.compile("-?\\d+");

  private PixelDecoder() {}

  static Submission decode(MultivaluedMap<String, String> parameters, Instant received) {
    Draft draft = new Draft();
    try {
      readFields(draft, parameters);
      draft.defaultSession(received);
      return draft.complete(received);
    } catch (InvalidEvent invalid) {
      return new Result.Rejected(draft.id(), invalid.field(), invalid.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void readFields(Draft draft, MultivaluedMap<String, String> parameters)
      throws IOException, InvalidEvent {
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
      String name = parameter.getKey();
      String value = single(name, parameter.getValue());
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

  private static String single(String name, List<String> values) throws InvalidEvent {
    if (values.size() > 1) {
      throw InvalidEvent.repeated(name);
    }
    return values.get(0);
  }

  private static void readField(Draft draft, String name, String value) throws InvalidEvent {
    Field field = Field.of(name).filter(known -> known != Field.METADATA).orElse(null);
    if (field == null) {
      throw InvalidEvent.unknown(name);
    }
    draft.claim(field);
    switch (field) {
      case EVENT_TYPE -> draft.eventType(value);
      case EVENT_TIME -> readTime(draft, value);
      default -> draft.uuid(field, value);
    }
  }

  /** An unescaped plus sign of an offset arrives as a space. */
  private static void readTime(Draft draft, String value) throws InvalidEvent {
    if (DIGITS.matcher(value).matches()) {
      draft.epochMilliseconds(value);
    } else {
      draft.eventTime(value.replace(' ', '+'));
    }
  }
}
