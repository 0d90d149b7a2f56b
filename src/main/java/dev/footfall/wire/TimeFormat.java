package dev.footfall.wire;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The formats of times: RFC 3339 with an offset, and epoch milliseconds. */
public final class TimeFormat {
  /**
   * RFC 3339, 5.6, with what its notes allow (a space or another character in the place of T, lower
   * case, a second of 60), and an offset without its colon or its minutes.
   */
  private static final Pattern RFC_3339 =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\d)[Tt _](\\d\\d:\\d\\d):(\\d\\d)(?:\\.(\\d{1,9})\\d*)?"
              + "(?:[Zz]|([+-])(\\d\\d)(?::?(\\d\\d))?)");

  /** An unescaped plus sign before the offset, which a query string decodes to a space. */
  private static final Pattern DECODED_PLUS =
      Pattern.compile("(?<=:\\d\\d|\\.\\d{1,99}) (?=\\d\\d(?::?\\d\\d)?$)");

  /** What lies beyond thirty digits of the fraction is cut off, as it would only cost time. */
  private static final Pattern NUMBER =
      Pattern.compile(
          "(-?\\d{1,19}(?:\\.\\d{1,30})?)(?:(?<=\\.\\d{30})\\d+)?((?:[eE]\\+?\\d{1,2})?)");

  private static final int NANO_DIGITS = 9;
  private static final int LEAP_SECOND = 60;

  /** 2000-01-01 and 2100-01-01 in seconds. As milliseconds they are weeks of 1970. */
  private static final BigDecimal FIRST_SECONDS = new BigDecimal("946684800");

  private static final BigDecimal LAST_SECONDS = new BigDecimal("4102444800");

  private TimeFormat() {}

  /** The instant, or empty if the text is not RFC 3339. Digits beyond the ninth are cut off. */
  public static Optional<Instant> parse(String text) {
    Matcher time = RFC_3339.matcher(text);
    if (!time.matches()) {
      return Optional.empty();
    }
    try {
      int second = Integer.parseInt(time.group(3));
      boolean leaps = second == LEAP_SECOND;
      LocalTime local =
          LocalTime.parse(time.group(2))
              .withSecond(leaps ? second - 1 : second)
              .withNano(nanos(time));
      return Optional.of(
          LocalDate.parse(time.group(1))
              .atTime(local)
              .toInstant(ZoneOffset.UTC)
              .plusSeconds(leaps ? 1 : 0)
              .minusSeconds(offset(time)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int nanos(Matcher time) {
    String fraction = time.group(4) == null ? "" : time.group(4);
    return Integer.parseInt(fraction + "0".repeat(NANO_DIGITS - fraction.length()));
  }

  /** In seconds, up to 23:59 as RFC 3339 has it. */
  private static int offset(Matcher time) {
    if (time.group(5) == null) {
      return 0;
    }
    String minutes = time.group(7) == null ? "00" : time.group(7);
    int seconds = LocalTime.parse(time.group(6) + ":" + minutes).toSecondOfDay();
    return time.group(5).equals("-") ? -seconds : seconds;
  }

  /** As {@link #parse}, for a query string, where an unescaped {@code +} is decoded as a space. */
  public static Optional<Instant> parseParameter(String text) {
    return parse(withPlus(text));
  }

  /** The text with the plus sign of its offset, which a query string decodes to a space. */
  public static String withPlus(String text) {
    return DECODED_PLUS.matcher(text).replaceFirst("+");
  }

  /**
   * The instant of a number of milliseconds since 1970, whole or with a fraction; empty if the text
   * is no such number, or one that no time has.
   */
  public static Optional<Instant> parseEpochMilliseconds(String text) {
    Matcher number = NUMBER.matcher(text);
    if (!number.matches()) {
      return Optional.empty();
    }
    try {
      BigDecimal nanos = decimal(number).movePointRight(6).setScale(0, RoundingMode.FLOOR);
      BigDecimal[] parts = nanos.divideAndRemainder(BigDecimal.valueOf(1_000_000_000));
      return Optional.of(
          Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact()));
    } catch (ArithmeticException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Whether the text is a number that is a plausible time in seconds, but not in milliseconds. */
  public static boolean isEpochSeconds(String text) {
    Matcher number = NUMBER.matcher(text);
    return number.matches()
        && decimal(number).compareTo(FIRST_SECONDS) >= 0
        && decimal(number).compareTo(LAST_SECONDS) < 0;
  }

  private static BigDecimal decimal(Matcher number) {
    return new BigDecimal(number.group(1) + number.group(2));
  }
}
