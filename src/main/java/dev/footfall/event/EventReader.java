package dev.footfall.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads one event from JSON; a field that is null is absent. An invalid event is rejected with
 * field and reason and does not affect its neighbours.
 */
final class EventReader {
  private final JsonParser in;
  private final Draft draft = new Draft();
  private @Nullable InvalidEvent firstFault;

  private EventReader(JsonParser in) {
    this.in = in;
  }

  /** Consumes the parser's current value to its end, even if it is invalid. */
  static Submission read(JsonParser in, Arrival arrival) throws IOException {
    EventReader reader = new EventReader(in);
    try {
      reader.readFields();
      return reader.draft.complete(arrival);
    } catch (InvalidEvent invalid) {
      return new Result.Rejected(reader.draft.id(), invalid.field(), invalid.reason());
    }
  }

  private void readFields() throws IOException, InvalidEvent {
    if (!in.isExpectedStartObjectToken()) {
      in.skipChildren();
      throw InvalidEvent.asAWhole("must be a JSON object");
    }
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String name = in.currentName();
      in.nextToken();
      try {
        readField(name);
      } catch (InvalidEvent invalid) {
        firstFault = firstFault == null ? invalid : firstFault;
      }
    }
    if (firstFault != null) {
      throw firstFault;
    }
  }

  private void readField(String name) throws IOException, InvalidEvent {
    Field field = Field.of(name).orElse(null);
    if (field == Field.METADATA && in.isExpectedStartObjectToken()) {
      String metadata = Metadata.read(in);
      draft.claim(field);
      draft.metadata(metadata);
      return;
    }
    in.skipChildren();
    if (field == null) {
      throw InvalidEvent.unknown(name);
    }
    draft.claim(field);
    if (in.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    switch (field) {
      case ID, SESSION_ID, CAMPAIGN_ID -> draft.uuid(field, string(field, "must be a UUID"));
      case EVENT_TYPE -> draft.eventType(string(field, "must be a string"));
      case EVENT_TIME -> readTime();
      case METADATA -> throw new InvalidEvent(field, "must be a JSON object");
    }
  }

  private void readTime() throws IOException, InvalidEvent {
    if (in.currentToken().isNumeric()) {
      draft.eventTime(in.getText());
    } else {
      draft.eventTime(string(Field.EVENT_TIME, Draft.TIME_FORM));
    }
  }

  private String string(Field field, String reason) throws IOException, InvalidEvent {
    if (in.currentToken() != JsonToken.VALUE_STRING) {
      throw new InvalidEvent(field, reason);
    }
    return in.getText();
  }
}
