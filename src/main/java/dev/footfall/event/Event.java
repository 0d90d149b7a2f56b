package dev.footfall.event;

import dev.footfall.wire.EventTypeFormat;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One tracked event, valid and complete.
 *
 * @param eventTime when it happened, in whole microseconds, as PostgreSQL keeps it
 * @param metadata a JSON object that {@code jsonb} can hold, as compact text
 * @param given the fields that the sender set; only these are compared when the id is sent again
 * @param idTime the corrected time of a UUIDv7 id whose sender's clock was wrong, else null
 */
record Event(
    UUID id,
    UUID sessionId,
    UUID campaignId,
    String eventType,
    Instant eventTime,
    String metadata,
    Set<Field> given,
    @Nullable Instant idTime)
    implements Submission {

  static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  Event {
    Objects.requireNonNull(id);
    Objects.requireNonNull(sessionId);
    Objects.requireNonNull(campaignId);
    Objects.requireNonNull(metadata);
    if (!EventTypeFormat.matches(eventType)) {
      throw new IllegalArgumentException(Field.EVENT_TYPE.wireName());
    }
    if (eventTime.isBefore(EARLIEST)) {
      throw new IllegalArgumentException(Field.EVENT_TIME.wireName());
    }
    eventTime = eventTime.truncatedTo(ChronoUnit.MICROS);
    given = Set.copyOf(given);
  }

  /** The valid events among the submissions, in their order. */
  static List<Event> among(List<? extends Submission> submissions) {
    return submissions.stream().filter(Event.class::isInstance).map(Event.class::cast).toList();
  }
}
