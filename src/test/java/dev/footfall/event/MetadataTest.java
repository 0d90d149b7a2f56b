package dev.footfall.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.TestEvent;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What metadata may be: 32 KiB, 32 levels, and nothing that {@code jsonb} cannot hold. */
class MetadataTest {
  private static TestEvent event(String metadata) {
    return TestEvent.of(UUID.randomUUID()).raw("metadata", metadata);
  }

  private static String accepted(String metadata) {
    return Decoded.accepted(event(metadata), Instant.now()).metadata();
  }

  private static Result.Rejected assertRejected(String metadata) {
    return Decoded.assertRejected("metadata", event(metadata), Instant.now());
  }

  /** So deep, the object itself included. */
  private static String nested(int levels) {
    return "{\"a\":" + "[".repeat(levels - 1) + "]".repeat(levels - 1) + "}";
  }

  private static String ofBytes(int bytes) {
    return "{\"k\":\"" + "x".repeat(bytes - 8) + "\"}";
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 31, 32})
  void upTo32LevelsAreKept(int levels) {
    assertEquals(nested(levels), accepted(nested(levels)));
  }

  @ParameterizedTest
  @ValueSource(ints = {33, 100_000})
  void moreLevelsAreRejected(int levels) {
    assertRejected(nested(levels));
  }

  @ParameterizedTest
  @ValueSource(ints = {32 * 1024 - 1, 32 * 1024})
  void upTo32KibibytesAreKept(int bytes) {
    assertEquals(bytes, accepted(ofBytes(bytes)).length());
  }

  @ParameterizedTest
  @ValueSource(ints = {32 * 1024 + 1, 500_000})
  void moreBytesAreRejected(int bytes) {
    assertRejected(ofBytes(bytes));
  }

  @Test
  void bytesAreCountedInUtf8() {
    int fits = (32 * 1024 - 8) / 3;

    assertEquals(fits + 8, accepted("{\"k\":\"" + "€".repeat(fits) + "\"}").length());
    assertRejected("{\"k\":\"" + "€".repeat(fits + 1) + "\"}");
  }

  @Test
  void whitespaceBetweenTokensDoesNotCount() {
    assertEquals("{\"a\":1}", accepted("{" + " ".repeat(50_000) + "\"a\" :\n1}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}", "{\"a\":{\"b\":[1,\"x\",true,false,null,{}]}}",
        "{\"\":\"\"}", "{\"a\":1,\"a\":2}",
        "{\"n\":1e131071}", "{\"n\":1e-16383}",
        "{\"emoji\":\"😀\"}", "{\"x\":\"'; DROP TABLE events; --\"}",
      })
  void whatJsonbHoldsIsKeptAsItIs(String metadata) {
    assertEquals(metadata, accepted(metadata));
  }

  @Test
  void anEscapedPairOfSurrogatesIsOneCharacter() {
    assertEquals("{\"a\":\"😀\"}", accepted("{\"a\":\"\\ud83d\\ude00\"}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":\"\\u0000\"}", "{\"\\u0000\":1}",
        "{\"a\":[[\"x\\u0000y\"]]}", "{\"a\":\"\\ud800\"}",
        "{\"a\":\"\\udc00\"}", "{\"a\":\"\\ude00\\ud83d\"}",
        "{\"a\":\"\\ud800\\ud800\"}", "{\"a\":\"\\ud800x\"}",
        "{\"\\udfff\":1}", "{\"n\":1e131072}",
        "{\"n\":1e-16384}", "{\"n\":[-1e999999999]}",
        "{\"n\":1e99999999999999999999}", "{\"n\":0e-99999999999999999999}",
      })
  void whatJsonbCannotHoldIsRejected(String metadata) {
    assertRejected(metadata);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "7", "\"{}\"", "[]", "true"})
  void metadataIsAnObject(String metadata) {
    assertRejected(metadata);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "{`a`:1e131072}, outside PostgreSQL's numeric",
        "{`a`:`\\u0000`}, U+0000",
        "{`a`:`\\ud800`}, lone surrogate",
      },
      delimiter = ',')
  void theReasonNamesTheFault(String json, String reason) {
    String told = assertRejected(json.replace('`', '"')).reason();

    assertTrue(told.startsWith("holds ") && told.contains(reason), told);
  }

  /**
   * Numbers are stored written out: two of 131,072 digits are the most, whatever they look like.
   */
  @Test
  void numbersOfUpTo262144DigitsAreKept() {
    String most = "{\"a\":[1e131071,1e131071]}";

    assertEquals(most, accepted(most));
  }

  @Test
  void numbersOfMoreDigitsAreRejected() {
    assertRejected("{\"a\":[1e131071,1e131071,1]}");
  }
}
