package dev.footfall.wire;

import java.util.regex.Pattern;

/**
 * The format of event types: an open set of names. The first character is such that no spreadsheet
 * takes a name for a formula.
 */
public final class EventTypeFormat {
  /** The error message for an invalid event type. */
  public static final String FORM =
      "must be 1 to 64 characters of a-z A-Z 0-9 _ . : -, the first a letter, digit or _";

  private static final Pattern TYPE = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9_.:-]{0,63}");

  private EventTypeFormat() {}

  /** Whether the text is a valid event type. */
  public static boolean matches(String text) {
    return TYPE.matcher(text).matches();
  }
}
