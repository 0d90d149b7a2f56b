package dev.footfall.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Reads an event's metadata: a JSON object that PostgreSQL's {@code jsonb} can store. */
final class Metadata {
  /** Limit for the compact JSON text in UTF-8. */
  static final int MAX_BYTES = 32 * 1024;

  static final int MAX_LEVELS = 32;

  /**
   * Limit for all numbers together. PostgreSQL prints them without exponents, so a few bytes could
   * become megabytes each time the event is read.
   */
  static final int MAX_DIGITS = 256 * 1024;

  private static final char REPLACEMENT = '\ufffd';

  private final StringWriter text = new StringWriter();
  private final JsonGenerator out;
  private int level;
  private long digits;

  private Metadata() throws IOException {
    out = Json.FACTORY.createGenerator(text);
  }

  /** Consumes the parser's current object to its end, even if it is invalid. */
  static String read(JsonParser in) throws IOException, InvalidEvent {
    Metadata metadata = new Metadata();
    try {
      do {
        metadata.copy(in);
        if (metadata.level > 0) {
          in.nextToken();
        }
      } while (metadata.level > 0);
    } catch (InvalidEvent invalid) {
      metadata.skipRest(in);
      throw invalid;
    }
    return metadata.finished();
  }

  /** An object of strings, from a query string. */
  static String of(Map<String, String> entries) throws IOException, InvalidEvent {
    Metadata metadata = new Metadata();
    metadata.out.writeStartObject();
    for (Map.Entry<String, String> entry : entries.entrySet()) {
      metadata.out.writeFieldName(storable(entry.getKey()));
      metadata.out.writeString(storable(entry.getValue()));
    }
    metadata.out.writeEndObject();
    return metadata.finished();
  }

  private void copy(JsonParser in) throws IOException, InvalidEvent {
    JsonToken token = in.currentToken();
    if (token.isStructStart() && ++level > MAX_LEVELS) {
      throw new InvalidEvent(Field.METADATA, "is nested deeper than " + MAX_LEVELS + " levels");
    }
    switch (token) {
      case FIELD_NAME -> out.writeFieldName(storable(in.currentName()));
      case VALUE_STRING -> out.writeString(storable(in.getText()));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> out.writeNumber(storableNumber(in.getText()));
      case END_OBJECT, END_ARRAY -> {
        level--;
        out.copyCurrentEvent(in);
      }
      default -> out.copyCurrentEvent(in);
    }
  }

  private void skipRest(JsonParser in) throws IOException {
    while (level > 0) {
      JsonToken token = in.nextToken();
      if (token.isStructStart()) {
        level++;
      } else if (token.isStructEnd()) {
        level--;
      }
    }
  }

  private String finished() throws IOException, InvalidEvent {
    out.close();
    String compact = text.toString();
    if (compact.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw new InvalidEvent(Field.METADATA, "is larger than 32 KiB");
    }
    return compact;
  }

  /** With U+FFFD in the place of what {@code jsonb} cannot hold: U+0000 and lone surrogates. */
  private static String storable(String text) {
    StringBuilder storable = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (c == 0 || Character.isSurrogate(c)) {
        storable = storable == null ? new StringBuilder(text) : storable;
        storable.setCharAt(i, REPLACEMENT);
      }
    }
    return storable == null ? text : storable.toString();
  }

  private String storableNumber(String number) throws InvalidEvent {
    int writtenOut = Numeric.digits(number);
    if (writtenOut < 0) {
      throw new InvalidEvent(Field.METADATA, "holds a number outside PostgreSQL's numeric");
    }
    digits += writtenOut;
    if (digits > MAX_DIGITS) {
      throw new InvalidEvent(Field.METADATA, "holds numbers of over " + MAX_DIGITS + " digits");
    }
    return number;
  }
}
