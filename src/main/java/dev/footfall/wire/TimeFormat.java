package dev.footfall.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Optional;
import java.util.regex.Pattern;

/** The format of times: RFC 3339 with an offset. */
public final class TimeFormat {
  /** RFC 3339, 5.6: four-digit year, seconds and offset mandatory, T and Z in either case. */
  private static final DateTimeFormatter RFC_3339 =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .appendValue(ChronoField.YEAR, 4)
          .appendPattern("-MM-dd'T'HH:mm:ss")
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
          .optionalEnd()
          .appendOffset("+HH:MM", "Z")
          .toFormatter()
          .withResolverStyle(ResolverStyle.STRICT);

  private static final Pattern BEYOND_NANOSECONDS = Pattern.compile("(?<=\\.\\d{9})\\d+");
  private static final int LONGEST = 64;

  private TimeFormat() {}

  /** The instant, or empty if the text is not RFC 3339. Digits beyond the ninth are cut off. */
  public static Optional<Instant> parse(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      String shortened = BEYOND_NANOSECONDS.matcher(text).replaceFirst("");
      return Optional.of(OffsetDateTime.parse(shortened, RFC_3339).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** As {@link #parse}, for a query string, where an unescaped {@code +} is decoded as a space. */
  public static Optional<Instant> parseParameter(String text) {
    return parse(text.replace(' ', '+'));
  }
}
