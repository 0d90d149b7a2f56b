package dev.footfall.wire;

import java.util.regex.Pattern;

/** Event types as they stand on the wire: an open set of names. */
public final class EventTypeFormat {
  /** What a text that does not match is told. */
  public static final String FORM = "must be 1 to 64 characters of a-z A-Z 0-9 _ . : -";

  private static final Pattern TYPE = Pattern.compile("[a-zA-Z0-9_.:-]{1,64}");

  private EventTypeFormat() {}

  /** Whether the text may be an event type. */
  public static boolean matches(String text) {
    return TYPE.matcher(text).matches();
  }
}
