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
 * it can, as nobody sees what a pixel answers. A URL that is no event as it stands may be one of an
 * undecoded mail.
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
    Submission asItStands = read(query, arrival);
    if (query == null || !mayBeEncoded(asItStands)) {
      return asItStands;
    }
    Submission decoded = read(QuotedPrintable.decodedQuery(query), arrival);
    return decoded instanceof Event ? decoded : asItStands;
  }

  /** Metadata may be any text, so nothing in it is a sign of it. */
  private static boolean mayBeEncoded(Submission submission) {
    return submission instanceof Result.Rejected rejected
        && !Field.METADATA.wireName().equals(rejected.field());
  }

  private static Submission read(@Nullable String query, Arrival arrival) {
    return new PixelDecoder(arrival).decode(QueryString.parseLeniently(query));
  }

  /** The event of a path, which has no more than these, and no equals sign in either. */
  static Submission decode(String campaignId, String eventType, Arrival arrival) {
    return new PixelDecoder(arrival)
        .decode(
            Map.of(
                Field.CAMPAIGN_ID.wireName(),
                List.of(QuotedPrintable.joined(campaignId)),
                Field.EVENT_TYPE.wireName(),
                List.of(QuotedPrintable.joined(eventType))));
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
