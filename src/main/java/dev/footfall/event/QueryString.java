package dev.footfall.event;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads a query string as it was sent: no parameter is passed over however many there are, names
 * that differ in case are two, a semicolon is a character, and what cannot be read is told.
 */
final class QueryString {
  private static final int HEX = 16;

  private QueryString() {}

  /**
   * Each parameter's value by its name, in the order sent.
   *
   * @param encoded still percent-encoded, or null if there is none
   */
  static Map<String, String> parse(String encoded) throws InvalidEvent {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : encoded == null ? new String[0] : encoded.split("&")) {
      if (!pair.isEmpty()) {
        String[] parts = pair.split("=", 2);
        String name = decoded(parts[0], parts[0]);
        String value = parts.length == 1 ? "" : decoded(parts[1], name);
        if (parameters.put(name, value) != null) {
          throw InvalidEvent.repeated(name);
        }
      }
    }
    return parameters;
  }

  private static String decoded(String encoded, String name) throws InvalidEvent {
    byte[] in = encoded.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
    for (int i = 0; i < in.length; i++) {
      if (in[i] != '%') {
        out.write(in[i] == '+' ? ' ' : in[i]);
      } else if (i + 2 < in.length && digit(in[i + 1]) >= 0 && digit(in[i + 2]) >= 0) {
        out.write(digit(in[++i]) * HEX + digit(in[++i]));
      } else {
        throw InvalidEvent.unreadable(name);
      }
    }
    try {
      return RequestBody.text(ByteBuffer.wrap(out.toByteArray()));
    } catch (CharacterCodingException e) {
      throw InvalidEvent.unreadable(name);
    }
  }

  private static int digit(byte character) {
    return Character.digit(character, HEX);
  }
}
