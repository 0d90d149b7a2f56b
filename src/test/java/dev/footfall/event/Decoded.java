package dev.footfall.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.footfall.testsupport.TestEvent;
import java.time.Instant;

/** What the decoder makes of one event's JSON. */
final class Decoded {
  private Decoded() {}

  static Submission decode(Object event, Instant received) {
    return EventDecoder.jsonOrLines(event.toString().getBytes(UTF_8), Arrival.at(received))
        .events()
        .get(0);
  }

  /** The event, which must be valid. */
  static Event accepted(TestEvent event, Instant received) {
    return assertInstanceOf(Event.class, decode(event, received));
  }

  /** The event must be rejected because of this field. */
  static Result.Rejected assertRejected(String field, Object event, Instant received) {
    Result.Rejected rejected = assertInstanceOf(Result.Rejected.class, decode(event, received));
    assertEquals(field, rejected.field());
    return rejected;
  }
}
