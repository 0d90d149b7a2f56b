package dev.footfall.wire;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The format of UUIDs: RFC 9562's 36 characters, and version 7, which contains a time. */
public final class UuidFormat {
  private static final Pattern CANONICAL =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
  private static final int VERSION_7 = 7;
  private static final int RFC_VARIANT = 2;
  private static final long RANDOM_12 = 0xfff;

  private UuidFormat() {}

  /** The UUID, or empty unless the text is the 8-4-4-4-12 form ({@link UUID#fromString} is lax). */
  public static Optional<UUID> parse(String text) {
    return CANONICAL.matcher(text).matches()
        ? Optional.of(UUID.fromString(text))
        : Optional.empty();
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
