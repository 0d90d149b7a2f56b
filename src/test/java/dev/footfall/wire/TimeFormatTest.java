package dev.footfall.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeFormatTest {

  @ParameterizedTest
  @CsvSource({
    "2026-05-04T10:00:00Z, 2026-05-04T10:00:00Z",
    "2026-05-04t10:00:00z, 2026-05-04T10:00:00Z",
    "2026-05-04T10:00:00.5Z, 2026-05-04T10:00:00.5Z",
    "2026-05-04T10:00:00.123456789Z, 2026-05-04T10:00:00.123456789Z",
    "2026-05-04T10:00:00.1234567899999Z, 2026-05-04T10:00:00.123456789Z",
    "2026-05-04T10:00:00+05:45, 2026-05-04T04:15:00Z",
    "2026-05-04T10:00:00-00:00, 2026-05-04T10:00:00Z",
    "2024-02-29T23:59:59-18:00, 2024-03-01T17:59:59Z",
    "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
    "2026-05-04 10:00:00Z, 2026-05-04T10:00:00Z",
    "2026-05-04T10:00:00+0545, 2026-05-04T04:15:00Z",
    "2026-05-04T10:00:00+05, 2026-05-04T05:00:00Z",
    "2026-05-04T10:00:60Z, 2026-05-04T10:01:00Z",
  })
  void rfc3339IsRead(String text, Instant expected) {
    assertEquals(Optional.of(expected), TimeFormat.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "now",
        "2026-05-04",
        "2026-05-04T10:00Z",
        "2026-05-04T10:00:00",
        "2026-05-04T10:00:00.Z",
        "2026-05-04T10:00:00,5Z",
        "2026-05-04T10:00:00+25:00",
        "2026-05-04T24:00:00Z",
        "2026-13-04T10:00:00Z",
        "2026-02-29T10:00:00Z",
        "26-05-04T10:00:00Z",
        "+12026-05-04T10:00:00Z",
        "-2026-05-04T10:00:00Z",
        "2026-05-04T10:00:00Z ",
        "2026-05-04T10:00:00Z\u0000",
        "２０２６-05-04T10:00:00Z",
        "2026-05-04T10:00:00[Europe/Berlin]",
      })
  void whateverElseIsNot(String text) {
    assertEquals(Optional.empty(), TimeFormat.parse(text));
  }

  @Test
  void endlessDigitsAreCutOff() {
    String text = "2026-05-04T10:00:00." + "9".repeat(1_000_000) + "Z";
    assertEquals(
        Optional.of(Instant.parse("2026-05-04T10:00:00.999999999Z")), TimeFormat.parse(text));
  }

  @Test
  void inAQueryStringAnUnescapedPlusIsStillAPlus() {
    assertEquals(
        Optional.of(Instant.parse("2026-05-04T09:00:00Z")),
        TimeFormat.parseParameter("2026-05-04T10:00:00 01:00"));
    assertEquals(
        Optional.of(Instant.parse("2026-05-04T09:00:00.25Z")),
        TimeFormat.parseParameter("2026-05-04 10:00:00.25 01:00"));
  }
}
