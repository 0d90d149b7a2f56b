package dev.footfall.event;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The range of PostgreSQL's {@code numeric}, which {@code jsonb} uses for numbers: up to 131,072
 * digits before the decimal point and 16,383 after it (PostgreSQL manual, 8.1).
 */
final class Numeric {
  private static final int MAX_WHOLE_DIGITS = 131_072;
  private static final int MAX_FRACTION_DIGITS = 16_383;

  /** A longer exponent is always out of range, and would overflow an int. */
  private static final int MAX_EXPONENT_DIGITS = 9;

  private static final Pattern JSON_NUMBER =
      Pattern.compile("-?(\\d+)(?:\\.(\\d+))?(?:[eE]([+-]?)0*(\\d+))?");

  private Numeric() {}

  /**
   * How many digits the JSON number has when it is written without an exponent; negative if it does
   * not fit. Works on the text, so a short number with a huge exponent is cheap.
   */
  static int digits(String number) {
    Matcher parts = JSON_NUMBER.matcher(number);
    if (!parts.matches()
        || parts.group(4) != null && parts.group(4).length() > MAX_EXPONENT_DIGITS) {
      return -1;
    }
    String whole = parts.group(1);
    String fraction = parts.group(2) == null ? "" : parts.group(2);
    int exponent = parts.group(4) == null ? 0 : Integer.parseInt(parts.group(3) + parts.group(4));
    int leadingZeros = leadingZeros(whole);
    leadingZeros += leadingZeros == whole.length() ? leadingZeros(fraction) : 0;
    boolean zero = leadingZeros == whole.length() + fraction.length();
    int wholeDigits = zero ? 1 : whole.length() - leadingZeros + exponent;
    int fractionDigits = fraction.length() - exponent;
    return wholeDigits > MAX_WHOLE_DIGITS || fractionDigits > MAX_FRACTION_DIGITS
        ? -1
        : Math.max(wholeDigits, 1) + Math.max(fractionDigits, 0);
  }

  private static int leadingZeros(String digits) {
    int zeros = 0;
    while (zeros < digits.length() && digits.charAt(zeros) == '0') {
      zeros++;
    }
    return zeros;
  }
}
