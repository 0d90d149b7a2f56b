package dev.footfall.event;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An event is invalid: which field, and why. Its neighbours are not affected. */
final class InvalidEvent extends Exception {
  private static final long serialVersionUID = 1;
  private static final int LONGEST_NAME = 64;
  private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x21-\\x7e]");

  private final @Nullable String field;
  private final String reason;

  private InvalidEvent(@Nullable String field, String reason) {
    super(reason, null, false, false);
    this.field = field;
    this.reason = reason;
  }

  static InvalidEvent asAWhole(String reason) {
    return new InvalidEvent((String) null, reason);
  }

  InvalidEvent(Field field, String reason) {
    this(field.wireName(), reason);
  }

  static InvalidEvent unknown(String name) {
    return new InvalidEvent(printable(name), "is not a field of an event");
  }

  static InvalidEvent repeated(String name) {
    return new InvalidEvent(printable(name), "is given more than once");
  }

  /** The field's name on the wire; null for the event as a whole. */
  @Nullable String field() {
    return field;
  }

  String reason() {
    return reason;
  }

  /** A name that the client chose, made safe for headers and logs. */
  private static String printable(String name) {
    String shortened = name.substring(0, Math.min(name.length(), LONGEST_NAME));
    return UNPRINTABLE.matcher(shortened).replaceAll("?");
  }
}
