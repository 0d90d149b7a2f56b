package dev.footfall.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which UUIDs have a time; SpellingTest tests which texts are UUIDs. */
class UuidFormatTest {
  @Test
  void aVersion7HasItsTimeInMilliseconds() {
    UUID id = UuidFormat.version7(Instant.parse("2026-05-04T10:00:00.123456Z"));

    assertEquals(7, id.version());
    assertEquals(2, id.variant());
    assertEquals(Optional.of(Instant.parse("2026-05-04T10:00:00.123Z")), UuidFormat.timeOf(id));
  }

  @Test
  void twoOfTheSameMillisecondDiffer() {
    Instant at = Instant.parse("2026-05-04T10:00:00Z");
    assertNotEquals(UuidFormat.version7(at), UuidFormat.version7(at));
  }

  @Test
  void theLatestTimeOf48BitsIsRead() {
    UUID id = UUID.fromString("ffffffff-ffff-7fff-bfff-ffffffffffff");
    assertEquals(Optional.of(Instant.ofEpochMilli((1L << 48) - 1)), UuidFormat.timeOf(id));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0199a7c2-1b2c-4d3e-8f40-aabbccddeeff", "0199a7c2-1b2c-7d3e-0f40-aabbccddeeff",
        "0199a7c2-1b2c-7d3e-cf40-aabbccddeeff", "00000000-0000-0000-0000-000000000000",
      })
  void anotherVersionOrVariantHasNoTime(String text) {
    assertEquals(Optional.empty(), UuidFormat.timeOf(UUID.fromString(text)));
  }
}
