package dev.footfall.campaign;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.footfall.problem.Problem;
import dev.footfall.problem.ProblemException;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A campaign's name: 1 to 200 characters on one line. */
final class CampaignName {
  static final int MAX_CHARACTERS = 200;

  /** Room for a name of which every character is escaped, and for white space around it. */
  static final int MAX_BYTES = 16 * 1024;

  private static final String NAME = "name";
  private static final int LONGEST_FIELD = 64;
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

  private CampaignName() {}

  /** The name in a request's body, a JSON object with this field and no other. */
  static String read(byte[] body) {
    if (body.length > MAX_BYTES) {
      throw refused(Status.REQUEST_ENTITY_TOO_LARGE, "the body is larger than 16 KiB");
    }
    try (JsonParser in = JSON.createParser(body)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw notAnObject();
      }
      String name = only(in);
      if (in.nextToken() != null) {
        throw notAnObject();
      }
      return name;
    } catch (IOException e) {
      throw notAnObject();
    }
  }

  private static String only(JsonParser in) throws IOException {
    @Nullable String name = null;
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      String field = in.currentName();
      if (!field.equals(NAME)) {
        throw ProblemException.badRequest(
            field.substring(0, Math.min(field.length(), LONGEST_FIELD)), "is not a field here");
      }
      if (name != null) {
        throw ProblemException.badRequest(NAME, "is given more than once");
      }
      if (in.nextToken() != JsonToken.VALUE_STRING) {
        throw ProblemException.badRequest(NAME, "must be a string");
      }
      name = valid(NAME, in.getText());
    }
    if (name == null) {
      throw ProblemException.badRequest(NAME, "is required");
    }
    return name;
  }

  /** The text without white space around it, if that can be a name or a part of one. */
  static String valid(String field, String text) {
    String stripped = text.strip();
    int length = stripped.codePointCount(0, stripped.length());
    if (length < 1 || length > MAX_CHARACTERS) {
      throw ProblemException.badRequest(field, "must be 1 to " + MAX_CHARACTERS + " characters");
    }
    if (!stripped.codePoints().allMatch(CampaignName::isOfALine)) {
      throw ProblemException.badRequest(field, "must not contain control characters");
    }
    return stripped;
  }

  private static boolean isOfALine(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static ProblemException notAnObject() {
    return refused(Status.BAD_REQUEST, "the body must be a JSON object with the field name");
  }

  private static ProblemException refused(Status status, String detail) {
    return new ProblemException(Problem.of(status, detail));
  }
}
