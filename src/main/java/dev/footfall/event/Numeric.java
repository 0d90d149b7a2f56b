package dev.footfall.event;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The range of PostgreSQL's {@code numeric}, in which {@code jsonb} keeps numbers: up to 131,072
 * digits before the decimal point and 16,383 after it (its manual, 8.1).
 */
final class Numeric {
  private static final int MAX_WHOLE_DIGITS = 131_072;
  private static final int MAX_FRACTION_DIGITS = 16_383;

  /**
   * An exponent of more digits is out of range whatever the number is, and would overflow an int.
   */
  private static final int MAX_EXPONENT_DIGITS = 9;

  private static final Pattern JSON_NUMBER =
      Pattern.compile("-?(\\d+)(?:\\.(\\d+))?(?:[eE]([+-]?)0*(\\d+))?");

  private Numeric() {}

  /**
   * Whether the JSON number fits. Works on the text, so a short number with a huge exponent is
   * cheap.
   */
  static boolean holds(String number) {
    Matcher parts = JSON_NUMBER.matcher(number);
    if (!parts.matches()) {
      return false;
    }
    String whole = parts.group(1);
    String fraction = parts.group(2) == null ? "" : parts.group(2);
    if (parts.group(4) != null && parts.group(4).length() > MAX_EXPONENT_DIGITS) {
      return false;
    }
    int exponent = parts.group(4) == null ? 0 : Integer.parseInt(parts.group(3) + parts.group(4));
    String digits = whole + fraction;
    int leadingZeros = 0;
    while (leadingZeros < digits.length() && digits.charAt(leadingZeros) == '0') {
      leadingZeros++;
    }
    boolean zero = leadingZeros == digits.length();
    return fraction.length() - exponent <= MAX_FRACTION_DIGITS
        && (zero || whole.length() - leadingZeros + exponent <= MAX_WHOLE_DIGITS);
  }

  /** How many digits the number has at most when it is written without an exponent. */
  static long digits(String number) {
    Matcher parts = JSON_NUMBER.matcher(number);
    return parts.matches() && parts.group(4) != null
        ? number.length() + Long.parseLong(parts.group(4))
        : number.length();
  }
}
