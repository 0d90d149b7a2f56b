package dev.footfall.event;

import static dev.footfall.event.Decoded.RECEIVED;
import static dev.footfall.event.Decoded.accepted;
import static dev.footfall.event.Decoded.event;
import static dev.footfall.event.Decoded.rejected;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.TestEvent;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A value with one clear meaning is accepted however it is written; any other is rejected. */
class SpellingTest {
  private static final String ID = "0199a7c2-1b2c-7d3e-8f40-aabbccddeeff";
  private static final Map<String, Function<Event, UUID>> IDS =
      Map.of("id", Event::id, "session_id", Event::sessionId, "campaign_id", Event::campaignId);

  private final TestEvent event = event();

  @ParameterizedTest
  @ValueSource(
      strings = {
        ID,
        "0199A7C2-1B2C-7D3E-8F40-AABBCCDDEEFF",
        "0199a7c21b2c7d3e8f40aabbccddeeff",
        "{0199a7c2-1b2c-7d3e-8f40-aabbccddeeff}",
        "{0199A7C21B2C7D3E8F40AABBCCDDEEFF}",
        "0199-a7c2-1b2c-7d3e-8f40-aabb-ccdd-eeff",
        "0199a7c2-1b2c7d3e-8f40aabb-ccddeeff",
        "urn:uuid:0199a7c2-1b2c-7d3e-8f40-aabbccddeeff",
        "URN:UUID:0199A7C2-1B2C-7D3E-8F40-AABBCCDDEEFF",
      })
  void aUuidIsAcceptedInEveryFormatOfPostgresql(String text) {
    IDS.forEach(
        (field, uuid) -> {
          Event taken = accepted(event.with(field, text).with("event_time", RECEIVED));
          assertEquals(UUID.fromString(ID), uuid.apply(taken), field);
        });
  }

  private void assertNoUuid(String text, String reason) {
    for (String field : IDS.keySet()) {
      assertEquals(reason, rejected(field, event.with(field, text)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1-1-1-1-1",
        "undefined",
        "{0199a7c2-1b2c-7d3e-8f40-aabbccddeeff",
        "0199a7c2-1b2c-7d3e-8f40-aabbccddeeff}",
        "(0199a7c2-1b2c-7d3e-8f40-aabbccddeeff)",
        "019-9a7c2-1b2c-7d3e-8f40-aabbccddeeff",
        "-0199a7c2-1b2c-7d3e-8f40-aabbccddeeff",
        "0199a7c2-1b2c-7d3e-8f40-aabbccddeeff-",
        "0199a7c2--1b2c-7d3e-8f40-aabbccddeeff",
        "0199a7c2-1b2c-7d3e-8f40-aabbccddeef",
        "0199a7c2-1b2c-7d3e-8f40-aabbccddeefff",
        "0199a7c2-1b2c-7d3e-8f40-aabbccddeefg",
        " 0199a7c2-1b2c-7d3e-8f40-aabbccddeeff",
        "0199a7c2-1b2c-7d3e-8f40-aabbccddeeff\\n",
        "urn:0199a7c2-1b2c-7d3e-8f40-aabbccddeeff",
        "urn:uuid:{0199a7c2-1b2c-7d3e-8f40-aabbccddeeff}",
        "٠199a7c2-1b2c-7d3e-8f40-aabbccddeeff",
      })
  void anyOtherTextIsNotAUuid(String text) {
    assertNoUuid(text, "must be a UUID");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000-0000-0000-0000-000000000000",
        "{00000000000000000000000000000000}",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
        "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF",
      })
  void theNilAndTheMaxUuidAreUnsetVariables(String text) {
    assertNoUuid(text, "must not be the nil or the max UUID");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000-0000-4000-8000-000000000000", "ffffffff-ffff-4fff-bfff-ffffffffffff",
        "00000000-0000-0000-0000-000000000001", "ffffffff-ffff-ffff-ffff-fffffffffffe",
      })
  void theirNeighboursAreUuids(String text) {
    assertEquals(UUID.fromString(text), accepted(event.with("campaign_id", text)).campaignId());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-05-04T09:30:00Z, 2026-05-04T09:30:00Z",
    "2026-05-04t09:30:00z, 2026-05-04T09:30:00Z",
    "2026-05-04 09:30:00Z, 2026-05-04T09:30:00Z",
    "2026-05-04_09:30:00Z, 2026-05-04T09:30:00Z",
    "2026-05-04T11:30:00+02:00, 2026-05-04T09:30:00Z",
    "2026-05-04T11:30:00+0200, 2026-05-04T09:30:00Z",
    "2026-05-04T11:30:00+02, 2026-05-04T09:30:00Z",
    "2026-05-04T04:00:00-05:30, 2026-05-04T09:30:00Z",
    "2026-05-04T09:30:00-00:00, 2026-05-04T09:30:00Z",
    "2026-05-05T09:29:00+23:59, 2026-05-04T09:30:00Z",
    "2026-05-04T09:30:00.1Z, 2026-05-04T09:30:00.1Z",
    "2026-05-04T09:30:00.123456789Z, 2026-05-04T09:30:00.123456Z",
    "2026-05-04T09:30:00.1234569999999999999999999999Z, 2026-05-04T09:30:00.123456Z",
    "2026-05-04T09:29:60Z, 2026-05-04T09:30:00Z",
    "2026-05-04T09:29:60.25Z, 2026-05-04T09:30:00.25Z",
    "2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z",
    "1777887000000, 2026-05-04T09:30:00Z",
    "1777887000000.25, 2026-05-04T09:30:00.000250Z",
    "1777887000000.9999999999999999999999999999999999, 2026-05-04T09:30:00.000999Z",
    "1.777887e12, 2026-05-04T09:30:00Z",
    "1.777887000000123E+12, 2026-05-04T09:30:00.000123Z",
    "946684800000, 2000-01-01T00:00:00Z",
  })
  void aTimeIsAcceptedInEveryFormat(String text, Instant time) {
    assertEquals(time, accepted(event.with("event_time", text)).eventTime());
    if (Character.isDigit(text.charAt(text.length() - 1)) && text.indexOf(':') < 0) {
      assertEquals(time, accepted(event.raw("event_time", text)).eventTime(), "as a number");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "yesterday", "2026-05-04",
        "2026-05-04T09:30:00", "2026-05-04T09:30Z", "2026-5-4T09:30:00Z",
        "26-05-04T09:30:00Z", "2026-02-29T09:30:00Z", "2026-13-04T09:30:00Z",
        "2026-05-04T24:00:00Z", "2026-05-04T09:60:00Z", "2026-05-04T09:30:61Z",
        "2026-05-04T09:30:00+24:00", "2026-05-04T09:30:00+02:60", "2026-05-04T09:30:00.Z",
        "2026-05-04T09:30:00 Europe/Berlin", "Mon, 04 May 2026 09:30:00 GMT", "NaN",
        "Infinity", "1e99", "0x19c",
        "--1777887000000", "1777887000000.", "99999999999999999999",
      })
  void anyOtherTextIsNotATime(String text) {
    assertEquals(Draft.TIME_FORM, rejected("event_time", event.with("event_time", text)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"946684800", "1777887000", "1777887000.5", "4102444799", "1.777887e9"})
  void secondsAreDistinguishedFromMilliseconds(String number) {
    String reason = "looks like seconds since 1970, and must be milliseconds";
    assertEquals(reason, rejected("event_time", event.raw("event_time", number)));
    assertEquals(reason, rejected("event_time", event.with("event_time", number)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"946684799", "4102444800", "0", "-1", "946684799999"})
  void otherNumbersThatAreTooSmallAreBefore2000(String number) {
    assertEquals(
        "must not be before 2000-01-01", rejected("event_time", event.raw("event_time", number)));
  }

  @Test
  void aMillionDigitsOfATimeAreCutOff() {
    String digits = "9".repeat(900_000);

    Event exact = accepted(event.with("event_time", "2026-05-04T09:30:00." + digits + "Z"));

    assertEquals(Instant.parse("2026-05-04T09:30:00.999999Z"), exact.eventTime());
    accepted(event.raw("event_time", "1777887000000." + digits));
    rejected("event_time", event.raw("event_time", digits));
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "event_time", "metadata"})
  void aNullFieldIsAbsent(String field) {
    Event taken = accepted(event.raw(field, "null"));

    assertTrue(!taken.given().contains(Field.of(field).orElseThrow()), taken::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"session_id", "campaign_id", "event_type"})
  void aRequiredFieldThatIsNullOrAbsentIsMissing(String field) {
    assertEquals("is required", rejected(field, event.raw(field, "null")));
    assertEquals("is required", rejected(field, event.without(field)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", ".", ":", "-a", "=a", "+a", "@a"})
  void anEventTypeStartsWithALetterADigitOrAnUnderscore(String type) {
    rejected("event_type", event.with("event_type", type));
    if (type.length() == 1 && "-.:".contains(type)) {
      assertEquals("a" + type, accepted(event.with("event_type", "a" + type)).eventType());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "\\u0000, \ufffd",
    "a\\u0000b, a\ufffdb",
    "\\ud83d, \ufffd",
    "\\ude00\\ud83d, \ufffd\ufffd",
    "a\\ud83d, a\ufffd",
    "\\ud83d\\ud83d\\ude00, \ufffd\ud83d\ude00",
    "\\ud83d\\ude00, \ud83d\ude00",
  })
  void whatJsonbCannotHoldIsReplaced(String sent, String stored) {
    String metadata =
        accepted(event.raw("metadata", "{\"" + sent + "\":\"" + sent + "\"}")).metadata();

    assertEquals("{\"" + stored + "\":\"" + stored + "\"}", metadata);
  }
}
