package dev.footfall.wire;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The formats of UUIDs, and version 7, which contains a time. */
public final class UuidFormat {
  /**
   * Groups of four digits with or without hyphens between them; braces or a URN's prefix around.
   */
  private static final Pattern FORM =
      Pattern.compile(
          "(?:(?i:urn:uuid:))?((?:\\p{XDigit}{4}-?){7}\\p{XDigit}{4})"
              + "|\\{((?:\\p{XDigit}{4}-?){7}\\p{XDigit}{4})\\}");

  private static final int HALF = 16;
  private static final int RADIX = 16;
  private static final int VERSION_7 = 7;
  private static final int RFC_VARIANT = 2;
  private static final long RANDOM_12 = 0xfff;

  private UuidFormat() {}

  /**
   * The UUID, or empty if the text is none: every form that PostgreSQL's type {@code uuid} reads
   * (its manual, 8.12), and {@code urn:uuid:} (RFC 9562, 4).
   */
  public static Optional<UUID> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    String digits = (form.group(1) != null ? form.group(1) : form.group(2)).replace("-", "");
    return Optional.of(
        new UUID(
            Long.parseUnsignedLong(digits, 0, HALF, RADIX),
            Long.parseUnsignedLong(digits, HALF, 2 * HALF, RADIX)));
  }

  /** Whether it is the nil or the max UUID (RFC 9562, 5.9 and 5.10): somebody's unset variable. */
  public static boolean isUnset(UUID id) {
    return id.getMostSignificantBits() == id.getLeastSignificantBits()
        && (id.getMostSignificantBits() == 0 || id.getMostSignificantBits() == -1);
  }

  /**
   * A fresh UUIDv7 (RFC 9562, 5.7): 48 bits of Unix milliseconds, then 74 random bits. These are
   * taken from a random UUID, whose generator seeds itself at run time in a native image too.
   */
  public static UUID version7(Instant at) {
    UUID random = UUID.randomUUID();
    long high =
        at.toEpochMilli() << 16 | VERSION_7 << 12 | random.getMostSignificantBits() & RANDOM_12;
    return new UUID(high, random.getLeastSignificantBits());
  }

  /** The time inside a UUIDv7, in whole milliseconds; empty for every other version. */
  public static Optional<Instant> timeOf(UUID id) {
    return id.version() == VERSION_7 && id.variant() == RFC_VARIANT
        ? Optional.of(Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16))
        : Optional.empty();
  }
}
