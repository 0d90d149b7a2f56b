package dev.footfall.event;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Decodes a request's body: one JSON object, a JSON array, or lines of JSON. */
final class EventDecoder {
  static final int MAX_EVENTS = 500;

  private final Arrival arrival;
  private final List<Submission> events = new ArrayList<>();

  private EventDecoder(Arrival arrival) {
    this.arrival = arrival;
  }

  /** The events of one request, in the order sent. */
  record Batch(List<Submission> events, boolean single) {}

  /** One object or an array. A body that is no well-formed JSON fails as a whole. */
  static Batch json(byte[] body, Arrival arrival) {
    EventDecoder decoder = new EventDecoder(arrival);
    try (JsonParser in = Json.FACTORY.createParser(RequestBody.text(ByteBuffer.wrap(body)))) {
      JsonToken first = in.nextToken();
      if (first == JsonToken.START_ARRAY) {
        while (in.nextToken() != JsonToken.END_ARRAY) {
          decoder.add(EventReader.read(in, arrival));
        }
      } else if (first == JsonToken.START_OBJECT) {
        decoder.add(EventReader.read(in, arrival));
      } else {
        throw RequestBody.refused(Status.BAD_REQUEST, "the body must be a JSON object or array");
      }
      requireEnd(in);
      return new Batch(decoder.events, first == JsonToken.START_OBJECT);
    } catch (CharacterCodingException e) {
      throw RequestBody.refused(Status.BAD_REQUEST, "the body is not UTF-8");
    } catch (JsonProcessingException e) {
      throw RequestBody.refused(Status.BAD_REQUEST, "the body is " + malformed(e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One object a line; blank lines are passed over, and a malformed line is a rejected event. */
  static Batch lines(byte[] body, Arrival arrival) {
    EventDecoder decoder = new EventDecoder(arrival);
    int start = 0;
    for (int end = 0; end <= body.length; end++) {
      if (end == body.length || body[end] == '\n') {
        decoder.addLine(ByteBuffer.wrap(body, start, end - start));
        start = end + 1;
      }
    }
    if (decoder.events.isEmpty()) {
      throw RequestBody.refused(Status.BAD_REQUEST, "the body holds no event");
    }
    return new Batch(decoder.events, false);
  }

  /** Lines if the first line is a whole JSON object and another line follows, JSON otherwise. */
  static Batch jsonOrLines(byte[] body, Arrival arrival) {
    return startsWithWholeLine(body) ? lines(body, arrival) : json(body, arrival);
  }

  private void addLine(ByteBuffer line) {
    try {
      String text = RequestBody.text(line);
      if (!text.isBlank()) {
        addLine(text);
      }
    } catch (CharacterCodingException e) {
      add(new Result.Rejected(null, null, "is not UTF-8"));
    }
  }

  private void addLine(String line) {
    try (JsonParser in = Json.FACTORY.createParser(line)) {
      in.nextToken();
      Submission event = EventReader.read(in, arrival);
      requireEnd(in);
      add(event);
    } catch (JsonProcessingException e) {
      add(new Result.Rejected(null, null, "is " + malformed(e)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(Submission event) {
    if (events.size() == MAX_EVENTS) {
      throw RequestBody.refused(
          Status.REQUEST_ENTITY_TOO_LARGE, "a request holds at most " + MAX_EVENTS + " events");
    }
    events.add(event);
  }

  private static void requireEnd(JsonParser in) throws IOException {
    if (in.nextToken() != null) {
      throw new JsonParseException(in, "text after the end");
    }
  }

  private static boolean startsWithWholeLine(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8).replaceFirst("^\ufeff", "").strip();
    int end = text.indexOf('\n');
    if (end < 0) {
      return false;
    }
    try (JsonParser in = Json.FACTORY.createParser(text.substring(0, end))) {
      in.nextToken();
      in.skipChildren();
      return in.currentToken() == JsonToken.END_OBJECT && in.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  /** Where it is malformed, unless it is so deep that no body could close what it opens. */
  private static String malformed(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    return at == null
        ? "malformed JSON"
        : "malformed JSON at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
  }
}
