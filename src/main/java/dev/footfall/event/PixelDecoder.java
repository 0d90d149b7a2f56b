package dev.footfall.event;

import dev.footfall.wire.QueryString;
import dev.footfall.wire.TimeFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a pixel's URL: the fields of one event; every other parameter is metadata. It takes what
 * it can, as nobody sees what a pixel answers.
 */
final class PixelDecoder {
  private static final String METADATA_PREFIX = "metadata.";

  /** What is left of a separator that was escaped twice, as {@code &amp;amp;}. */
  private static final String ESCAPED_SEPARATOR = "amp;";

  private final Arrival arrival;
  private final Draft draft = new Draft();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  private PixelDecoder(Arrival arrival) {
    this.arrival = arrival;
  }

  /**
   * The event of a query string.
   *
   * @param query as it was sent, or null
   */
  static Submission decode(@Nullable String query, Arrival arrival) {
    return new PixelDecoder(arrival).decode(QueryString.parseLeniently(query));
  }

  /** The event of a path, which has no more than these. */
  static Submission decode(String campaignId, String eventType, Arrival arrival) {
    return new PixelDecoder(arrival)
        .decode(
            Map.of(
                Field.CAMPAIGN_ID.wireName(),
                List.of(campaignId),
                Field.EVENT_TYPE.wireName(),
                List.of(eventType)));
  }

  private Submission decode(Map<String, List<String>> parameters) {
    try {
      for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
        read(withoutEscapes(parameter.getKey()), parameter.getValue().get(0));
      }
      if (!metadata.isEmpty()) {
        draft.metadata(Metadata.of(metadata));
      }
      draft.defaultSession(arrival.time());
      return draft.complete(arrival);
    } catch (InvalidEvent invalid) {
      return new Result.Rejected(draft.id(), invalid.field(), invalid.reason());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String withoutEscapes(String name) {
    String plain = name;
    while (plain.startsWith(ESCAPED_SEPARATOR)) {
      plain = plain.substring(ESCAPED_SEPARATOR.length());
    }
    return plain;
  }

  private void read(String name, String value) throws InvalidEvent {
    Field field = Field.of(name).orElse(Field.METADATA);
    if (field == Field.METADATA) {
      boolean prefixed =
          name.startsWith(METADATA_PREFIX) && name.length() > METADATA_PREFIX.length();
      metadata.putIfAbsent(prefixed ? name.substring(METADATA_PREFIX.length()) : name, value);
    } else if (draft.claimFirst(field)) {
      read(field, value);
    }
  }

  private void read(Field field, String value) throws InvalidEvent {
    switch (field) {
      case EVENT_TYPE -> draft.eventType(value);
      case EVENT_TIME -> draft.eventTime(TimeFormat.withPlus(value));
      case ID, SESSION_ID, CAMPAIGN_ID -> draft.uuid(field, value);
      case METADATA -> throw new IllegalArgumentException(field.wireName());
    }
  }
}
