package dev.footfall.event;

import static dev.footfall.event.Decoded.event;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Metadata may have 32 KiB and 32 levels, and hold whatever {@code jsonb} can hold. */
class MetadataTest {
  private static String accepted(String metadata) {
    return Decoded.accepted(event().raw("metadata", metadata)).metadata();
  }

  private static String rejected(String metadata) {
    return Decoded.rejected("metadata", event().raw("metadata", metadata));
  }

  /** Nested this deep, counting the object itself. */
  private static String nested(int levels) {
    return "{\"a\":" + "[".repeat(levels - 1) + "]".repeat(levels - 1) + "}";
  }

  private static String ofBytes(int bytes) {
    return "{\"k\":\"" + "x".repeat(bytes - 8) + "\"}";
  }

  private static void assertKept(boolean expected, String metadata) {
    if (expected) {
      assertEquals(metadata, accepted(metadata));
    } else {
      rejected(metadata);
    }
  }

  @ParameterizedTest
  @CsvSource({"2, true", "31, true", "32, true", "33, false", "100000, false"})
  void upTo32LevelsAreKeptAndMoreRejected(int levels, boolean kept) {
    assertKept(kept, nested(levels));
  }

  @ParameterizedTest
  @CsvSource({"32767, true", "32768, true", "32769, false", "500000, false"})
  void upTo32KibibytesAreKeptAndMoreRejected(int bytes, boolean kept) {
    assertKept(kept, ofBytes(bytes));
  }

  @Test
  void bytesAreCountedInUtf8() {
    int fits = (32 * 1024 - 8) / 3;
    assertEquals(fits + 8, accepted("{\"k\":\"" + "€".repeat(fits) + "\"}").length());
    rejected("{\"k\":\"" + "€".repeat(fits + 1) + "\"}");
  }

  @Test
  void whitespaceBetweenTokensDoesNotCount() {
    assertEquals("{\"a\":1}", accepted("{" + " ".repeat(50_000) + "\"a\" :\n1}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}", "{\"a\":{\"b\":[1,\"x\",true,false,null,{}]}}", "{\"\":\"\"}",
        "{\"a\":1,\"a\":2}", "{\"n\":1e131071}", "{\"n\":1e-16383}",
        "{\"emoji\":\"😀\"}", "{\"x\":\"'; DROP TABLE events; --\"}",
      })
  void metadataThatJsonbCanHoldIsKeptUnchanged(String metadata) {
    assertKept(true, metadata);
  }

  @Test
  void anEscapedPairOfSurrogatesIsOneCharacter() {
    assertEquals("{\"a\":\"😀\"}", accepted("{\"a\":\"\\ud83d\\ude00\"}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e131072", "1e-16384", "[-1e999999999]", "1e99999999999999999999",
        "0e-99999999999999999999", "NaN", "[1,NaN]", "Infinity",
        "-Infinity", "1e999999", "{\"b\":-Infinity}"
      })
  void aNumberThatJsonbCannotHoldIsNamed(String number) {
    String reason = rejected("{\"n\":" + number + "}");
    assertTrue(reason.startsWith("holds ") && reason.contains("outside PostgreSQL's numeric"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "\"{}\"", "[]", "true"})
  void metadataThatIsNotAnObjectIsRejected(String metadata) {
    rejected(metadata);
  }

  /** Numbers are stored in full: here two of 131,072 digits, however short they look. */
  @Test
  void numbersOfUpTo262144DigitsAreKept() {
    assertKept(true, "{\"a\":[1e131071,1e131071]}");
    rejected("{\"a\":[1e131071,1e131071,1]}");
  }

  private static final String NINES = "9".repeat(131_072);

  static Stream<String> longNumbersWithin() {
    return Stream.of(
        NINES, "-" + NINES, "0." + "0".repeat(16_382) + "1", NINES + "." + "9".repeat(16_383));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0", "-0", "1.5", "-1.5E+10", "1e131071", "0.1e131072",
        "0.001e131074", "9.99e131071", "1e-16383", "1.5e-16382", "0e-16383", "0e999999999",
        "0.0e131080", "1e0000000000000000000001", "1E-0000000000000000000001",
      })
  @MethodSource("longNumbersWithin")
  void aNumberWithinTheRangeFits(String number) {
    assertTrue(Numeric.digits(number) > 0);
  }

  static Stream<String> longNumbersBeyond() {
    return Stream.of("1" + "0".repeat(131_072), "0." + "0".repeat(16_383) + "1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e131072", "0.1e131073", "10e131071", "1e-16384", "1.5e-16383",
        "0e-16384", "1e999999999", "1e-999999999", "1e9999999999", "1e-99999999999999999999999999"
      })
  @MethodSource("longNumbersBeyond")
  void aNumberBeyondTheRangeDoesNotFit(String number) {
    assertTrue(Numeric.digits(number) < 0);
  }
}
