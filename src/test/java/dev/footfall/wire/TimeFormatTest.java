package dev.footfall.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts are times, beside those that SpellingTest sends. */
class TimeFormatTest {
  @ParameterizedTest
  @CsvSource({
    "2026-05-04T10:00:00Z, 2026-05-04T10:00:00Z",
    "2026-05-04T10:00:00.123456789Z, 2026-05-04T10:00:00.123456789Z",
    "2026-05-04T10:00:00.1234567899999Z, 2026-05-04T10:00:00.123456789Z",
    "2024-02-29T23:59:59-18:00, 2024-03-01T17:59:59Z",
    "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
  })
  void rfc3339IsRead(String text, Instant expected) {
    assertEquals(Optional.of(expected), TimeFormat.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ", "2026-05-04T10:00:00,5Z",
        "+12026-05-04T10:00:00Z", "-2026-05-04T10:00:00Z",
        "2026-05-04T10:00:00Z ", "2026-05-04T10:00:00Z\u0000",
        "２０２６-05-04T10:00:00Z", "2026-05-04T10:00:00[Europe/Berlin]"
      })
  void anyOtherTextIsNoTime(String text) {
    assertEquals(Optional.empty(), TimeFormat.parse(text));
  }
}
