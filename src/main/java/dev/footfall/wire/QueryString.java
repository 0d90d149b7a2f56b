package dev.footfall.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parses a raw query string without loss: keeps every parameter, distinguishes upper and lower
 * case, treats a semicolon as a character, and reports invalid encoding.
 */
public final class QueryString {
  private static final int HEX = 16;

  private QueryString() {}

  /**
   * The values of each parameter, in the order sent.
   *
   * @param encoded the percent-encoded query string, or null
   */
  public static Map<String, List<String>> parse(@Nullable String encoded) throws Unreadable {
    return parse(encoded, false);
  }

  private static Map<String, List<String>> parse(@Nullable String encoded, boolean lenient)
      throws Unreadable {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : encoded == null ? new String[0] : encoded.split("&")) {
      if (!pair.isEmpty()) {
        String[] parts = pair.split("=", 2);
        String name = decoded(parts[0], parts[0], lenient);
        String value = parts.length == 1 ? "" : decoded(parts[1], name, lenient);
        parameters.computeIfAbsent(name, first -> new ArrayList<>(1)).add(value);
      }
    }
    return parameters;
  }

  /**
   * As {@link #parse}, but takes damaged encoding as it stands: a percent sign without two digits
   * is one, and bytes that are no UTF-8 become U+FFFD.
   */
  public static Map<String, List<String>> parseLeniently(@Nullable String encoded) {
    try {
      return parse(encoded, true);
    } catch (Unreadable e) {
      throw new IllegalStateException(e);
    }
  }

  private static String decoded(String encoded, String name, boolean lenient) throws Unreadable {
    byte[] in = encoded.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
    for (int i = 0; i < in.length; i++) {
      if (in[i] != '%') {
        out.write(in[i] == '+' ? ' ' : in[i]);
      } else if (i + 2 < in.length && digit(in[i + 1]) >= 0 && digit(in[i + 2]) >= 0) {
        out.write(digit(in[++i]) * HEX + digit(in[++i]));
      } else if (lenient) {
        out.write('%');
      } else {
        throw new Unreadable(name);
      }
    }
    if (lenient) {
      return out.toString(StandardCharsets.UTF_8);
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(out.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new Unreadable(name);
    }
  }

  private static int digit(byte character) {
    return Character.digit(character, HEX);
  }

  /** A parameter's name or value is not percent-encoded UTF-8. */
  public static final class Unreadable extends Exception {
    /** Why the parameter is refused. */
    public static final String REASON = "is not percent-encoded UTF-8";

    private static final long serialVersionUID = 1;

    private final String parameter;

    Unreadable(String parameter) {
      super(REASON, null, false, false);
      this.parameter = parameter;
    }

    /** Its name, still encoded if the name itself is invalid. */
    public String parameter() {
      return parameter;
    }
  }
}
