package dev.footfall.event;

import static dev.footfall.event.Decoded.RECEIVED;
import static dev.footfall.event.Decoded.accepted;
import static dev.footfall.event.Decoded.event;
import static dev.footfall.event.Decoded.rejected;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.testsupport.TestEvent;
import dev.footfall.wire.UuidFormat;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits of an event's fields: a value at a limit is accepted, one beyond it is rejected. */
class EventLimitTest {
  private final TestEvent event = event();

  @ParameterizedTest
  @ValueSource(ints = {1, 63, 64})
  void anEventTypeHasUpTo64Characters(int length) {
    String type = "x".repeat(length);
    assertEquals(type, accepted(event.with("event_type", type)).eventType());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 65, 100_000})
  void anEventTypeOfAnotherLengthIsRejected(int length) {
    rejected("event_type", event.with("event_type", "x".repeat(length)));
  }

  @Test
  void everyAllowedCharacterOfAnEventTypeIsAccepted() {
    assertEquals("aZ0-9_.:", accepted(event.with("event_type", "aZ0-9_.:")).eventType());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "é", "a/b", "a\\n", "\\u0000", "a'b", "٣", "\u212a"})
  void anyOtherCharacterIsRejected(String type) {
    rejected("event_type", event.with("event_type", type));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "7", "true", "{}", "[\"page_view\"]"})
  void anEventTypeOfAnotherTypeIsRejected(String json) {
    rejected("event_type", event.raw("event_type", json));
  }

  @ParameterizedTest
  @CsvSource({
    "2000-01-01T00:00:00Z, 2000-01-01T00:00:00Z",
    "2000-01-01T01:00:00+01:00, 2000-01-01T00:00:00Z",
    "2026-05-05T10:00:00Z, 2026-05-05T10:00:00Z",
  })
  void aTimeAtALimitIsAccepted(String sent, Instant expected) {
    assertEquals(expected, accepted(event.with("event_time", sent)).eventTime());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1999-12-31T23:59:59.999999999Z", "2000-01-01T00:59:59+01:00",
        "2026-05-05T10:00:00.000001Z", "2026-05-05T11:00:00+00:59",
        "9999-12-31T23:59:59Z", "0000-01-01T00:00:00Z"
      })
  void aTimeBeyondALimitIsRejected(String sent) {
    rejected("event_time", event.with("event_time", sent));
  }

  @ParameterizedTest
  @ValueSource(longs = {946_684_800_000L, 946_684_800_001L, 1_777_975_200_000L})
  void epochMillisecondsWithinTheLimitsAreAccepted(long milliseconds) {
    assertEquals(
        Instant.ofEpochMilli(milliseconds),
        accepted(event.raw("event_time", Long.toString(milliseconds))).eventTime());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1777975200001",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "true",
        "{}",
        "[1777888800000]"
      })
  void otherNumbersAndTypesAreNotATime(String json) {
    rejected("event_time", event.raw("event_time", json));
  }

  @ParameterizedTest
  @CsvSource({
    "0, true",
    "86399999, true",
    "86400000, true",
    "-86400000000, true",
    "86400001, false",
    "86400000000, false",
    "3153600000000, false"
  })
  void anIdUpTo24HoursAheadIsAcceptedAndALaterOneRejected(long millisecondsAhead, boolean taken) {
    UUID id = UuidFormat.version7(RECEIVED.plusMillis(millisecondsAhead));
    TestEvent ahead = event.with("id", id).with("event_time", RECEIVED);

    if (taken) {
      assertEquals(id, accepted(ahead).id());
    } else {
      rejected("id", ahead);
    }
  }

  @ParameterizedTest
  @CsvSource({"id", "session_id", "campaign_id"})
  void anIdOfAnotherTypeIsRejected(String field) {
    for (String json : new String[] {"7", "true", "{}", "[]", "1e5"}) {
      rejected(field, event.raw(field, json));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"metdata", "ID", "", "created_at", "id "})
  void anUnknownFieldIsRejectedByName(String name) {
    rejected(name.replace(' ', '?'), event.raw(name, "1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"id", "session_id", "campaign_id", "event_type", "event_time", "metadata"})
  void aRepeatedFieldIsRejectedByName(String name) {
    String value = name.equals("metadata") ? "{}" : "\"2026-05-04T10:00:00Z\"";
    String twice = "\"%1$s\":%2$s,\"%1$s\":%2$s".formatted(name, value);
    rejected(name, event.without(name).raw("x", "1").toString().replace("\"x\":1", twice));
  }
}
