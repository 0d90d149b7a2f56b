package dev.footfall.count;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.footfall.problem.ProblemException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The text of a cursor, which a client sends back to get the next page. */
class EventCursorTest {
  private static final String ID = "0199aabb-0000-7000-8000-000000000001";

  @ParameterizedTest
  @ValueSource(strings = {"2000-01-01T00:00:00Z", "2026-11-22T10:11:12.345678Z"})
  void aCursorAndTheStartSurviveTheirText(Instant time) {
    EventCursor cursor = new EventCursor(time, UUID.fromString(ID));

    assertEquals(cursor, EventCursor.parse(cursor.toString()));
    assertEquals(EventCursor.START, EventCursor.parse(EventCursor.START.toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "_" + ID,
        "-1_" + ID,
        "1_",
        "1_0199aabb-0-7000-8000-00000000000000000001",
        "123456789012345678_" + ID,
        "1_" + ID + "0",
        "1 " + ID
      })
  void anyOtherTextIsRefused(String text) {
    ProblemException refused = assertThrows(ProblemException.class, () -> EventCursor.parse(text));

    assertEquals("after", refused.problem().field());
  }
}
