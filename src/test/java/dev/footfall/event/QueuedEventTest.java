package dev.footfall.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An event comes off the queue as it went on. */
class QueuedEventTest {
  private static final Instant TIME = Instant.parse("2026-03-01T10:00:00.123456Z");

  private static Event event(String metadata, Set<Field> given, Instant idTime) {
    return new Event(
        UUID.randomUUID(),
        UUID.randomUUID(),
        UUID.randomUUID(),
        "page_view",
        TIME,
        metadata,
        given,
        idTime);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"price\":39.90,\"big\":1e300,\"deep\":[{\"a\":null},true,-0.0]}",
        "{\"text\":\"\\\"quoted\\\", a line\\nand a tab\\t, \u20ac, \ud83d\ude00\"}",
        "{\"same\":1,\"same\":2}",
      })
  void itsMetadataStaysTheSame(String metadata) {
    Event event = event(metadata, EnumSet.allOf(Field.class), null);

    assertEquals(event, QueuedEvent.read(QueuedEvent.write(event)));
  }

  @Test
  void whatTheSenderSetStaysKnown() {
    Event defaults = event("{}", Set.of(), null);
    Event corrected =
        event("{}", Set.of(Field.ID, Field.METADATA), Instant.parse("2026-03-01T09:00:00Z"));

    assertEquals(defaults, QueuedEvent.read(QueuedEvent.write(defaults)));
    assertEquals(corrected, QueuedEvent.read(QueuedEvent.write(corrected)));
  }

  /** SQS refuses a message with one of them: "InvalidMessageContents". */
  @Test
  void charactersThatTheQueueRefusesAreEscaped() {
    Event event = event("{\"odd\":\"\ufffe\uffff\"}", Set.of(), null);

    String line = QueuedEvent.write(event);

    assertTrue(line.chars().noneMatch(c -> c >= 0xfffe || c < ' '), line);
    assertEquals(event, QueuedEvent.read(line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no JSON",
        "[]",
        "{}",
        "{\"id\":\"x\"}",
        "{\"unknown\":1}",
        "{\"given\":[\"unknown\"]}",
      })
  void anythingElseIsNoEvent(String line) {
    assertThrows(IllegalArgumentException.class, () -> QueuedEvent.read(line));
  }

  @Test
  void aTimeThatIsNoneIsNoEvent() {
    String line = QueuedEvent.write(event("{}", Set.of(), null));

    assertThrows(
        IllegalArgumentException.class,
        () -> QueuedEvent.read(line.replace(TIME.toString(), "yesterday")));
  }

  @Test
  void oneMessageHoldsAsManyEventsAsFit() {
    String large = "{\"text\":\"" + "\u20ac".repeat(10_000) + "\"}";
    List<Event> events = Collections.nCopies(100, event(large, Set.of(), null));

    List<String> messages = QueueSender.messages(events);

    assertEquals(3, messages.size());
    for (String message : messages) {
      assertTrue(message.getBytes(StandardCharsets.UTF_8).length <= QueueSender.MAX_BYTES);
    }
    assertEquals(events, messages.stream().flatMap(String::lines).map(QueuedEvent::read).toList());
    assertEquals(List.of(), QueueSender.messages(List.of()));
  }
}
