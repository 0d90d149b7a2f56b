package dev.footfall.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.footfall.testsupport.TestEvent;
import dev.footfall.wire.UuidFormat;
import java.time.Instant;
import java.util.UUID;

/** What the decoder makes of the JSON of one event, received at a fixed time. */
final class Decoded {
  static final Instant RECEIVED = Instant.parse("2026-05-04T10:00:00Z");

  private Decoded() {}

  /** A valid event with a UUIDv7 of the time received. */
  static TestEvent event() {
    return TestEvent.of(UUID.randomUUID()).with("id", UuidFormat.version7(RECEIVED));
  }

  static Submission decode(Object event) {
    byte[] body = event.toString().getBytes(UTF_8);
    return EventDecoder.jsonOrLines(body, Arrival.at(RECEIVED)).events().get(0);
  }

  /** The event, which must be valid. */
  static Event accepted(TestEvent event) {
    return assertInstanceOf(Event.class, decode(event));
  }

  /** The reason for rejecting the event, which must be this field. */
  static String rejected(String field, Object event) {
    Result.Rejected rejected = assertInstanceOf(Result.Rejected.class, decode(event));
    assertEquals(field, rejected.field());
    return rejected.reason();
  }
}
