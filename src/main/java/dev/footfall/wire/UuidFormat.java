package dev.footfall.wire;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * UUIDs as they stand on the wire: RFC 9562's 36 characters, and version 7, which carries a time.
 */
public final class UuidFormat {
  private static final Pattern CANONICAL =
      Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
  private static final int VERSION_7 = 7;
  private static final int RFC_VARIANT = 2;

  private UuidFormat() {}

  /** The UUID, or empty unless the text is the 8-4-4-4-12 form ({@link UUID#fromString} is lax). */
  public static Optional<UUID> parse(String text) {
    return CANONICAL.matcher(text).matches()
        ? Optional.of(UUID.fromString(text))
        : Optional.empty();
  }

  /** A fresh UUIDv7 (RFC 9562, 5.7): 48 bits of Unix milliseconds, then 74 random bits. */
  public static UUID version7(Instant at) {
    byte[] random = new byte[10];
    Random.SECURE.nextBytes(random);
    long high =
        at.toEpochMilli() << 16 | VERSION_7 << 12 | (random[0] & 0x0f) << 8 | random[1] & 0xff;
    long low = 0;
    for (int i = 2; i < random.length; i++) {
      low = low << 8 | random[i] & 0xff;
    }
    return new UUID(high, low & 0x3fff_ffff_ffff_ffffL | 1L << 63);
  }

  /** The time inside a UUIDv7, in whole milliseconds; empty for every other version. */
  public static Optional<Instant> timeOf(UUID id) {
    return id.version() == VERSION_7 && id.variant() == RFC_VARIANT
        ? Optional.of(Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16))
        : Optional.empty();
  }

  /** Made at first use: a native image must not carry the seed of the machine that built it. */
  private static final class Random {
    static final SecureRandom SECURE = new SecureRandom();
  }
}
