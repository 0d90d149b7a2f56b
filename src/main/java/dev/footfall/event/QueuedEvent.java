package dev.footfall.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A valid event as one line of JSON in a message of the queue: the fields of the API, all of them
 * set, and what a request knew beyond them. The fields that the sender set are {@code given}: only
 * these are compared when the id is sent again.
 */
final class QueuedEvent {
  private static final String GIVEN = "given";
  private static final String ID_TIME = "id_time";

  private QueuedEvent() {}

  static String write(Event event) {
    StringWriter line = new StringWriter();
    try (JsonGenerator out = Json.FACTORY.createGenerator(line)) {
      out.writeStartObject();
      out.writeStringField(Field.ID.wireName(), event.id().toString());
      out.writeStringField(Field.SESSION_ID.wireName(), event.sessionId().toString());
      out.writeStringField(Field.CAMPAIGN_ID.wireName(), event.campaignId().toString());
      out.writeStringField(Field.EVENT_TYPE.wireName(), event.eventType());
      out.writeStringField(Field.EVENT_TIME.wireName(), event.eventTime().toString());
      out.writeFieldName(Field.METADATA.wireName());
      out.writeRawValue(sendable(event.metadata()));
      out.writeArrayFieldStart(GIVEN);
      for (Field field : event.given()) {
        out.writeString(field.wireName());
      }
      out.writeEndArray();
      if (event.idTime() != null) {
        out.writeStringField(ID_TIME, event.idTime().toString());
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.toString();
  }

  /** Fails with an {@link IllegalArgumentException} if it is not a line that this class wrote. */
  static Event read(String line) {
    Map<Field, String> values = new EnumMap<>(Field.class);
    Set<Field> given = EnumSet.noneOf(Field.class);
    String idTime = null;
    try (JsonParser in = Json.FACTORY.createParser(line)) {
      require(in.nextToken() == JsonToken.START_OBJECT, "no JSON object");
      while (in.nextToken() == JsonToken.FIELD_NAME) {
        String name = in.currentName();
        in.nextToken();
        switch (name) {
          case GIVEN -> readGiven(in, given);
          case ID_TIME -> idTime = in.getText();
          default -> values.put(field(name), value(in));
        }
      }
      require(in.nextToken() == null, "text after the end");
      return event(values, given, idTime);
    } catch (IOException | InvalidEvent | DateTimeException e) {
      throw new IllegalArgumentException("no event: " + e.getMessage(), e);
    }
  }

  private static Event event(Map<Field, String> values, Set<Field> given, @Nullable String idTime) {
    return new Event(
        UUID.fromString(required(values, Field.ID)),
        UUID.fromString(required(values, Field.SESSION_ID)),
        UUID.fromString(required(values, Field.CAMPAIGN_ID)),
        required(values, Field.EVENT_TYPE),
        Instant.parse(required(values, Field.EVENT_TIME)),
        required(values, Field.METADATA),
        given,
        idTime == null ? null : Instant.parse(idTime));
  }

  private static void readGiven(JsonParser in, Set<Field> given) throws IOException {
    while (in.nextToken() == JsonToken.VALUE_STRING) {
      given.add(field(in.getText()));
    }
  }

  private static String value(JsonParser in) throws IOException, InvalidEvent {
    return in.isExpectedStartObjectToken() ? Metadata.read(in) : in.getText();
  }

  private static Field field(String name) {
    return Field.of(name)
        .orElseThrow(() -> new IllegalArgumentException("no field of an event: " + name));
  }

  private static String required(Map<Field, String> values, Field field) {
    return Optional.ofNullable(values.get(field))
        .orElseThrow(() -> new IllegalArgumentException(field.wireName() + " is missing"));
  }

  private static void require(boolean holds, String reason) {
    if (!holds) {
      throw new IllegalArgumentException(reason);
    }
  }

  /** U+FFFE and U+FFFF, which SQS refuses, stand only within strings, where they can be escaped. */
  private static String sendable(String json) {
    return json.replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff");
  }
}
