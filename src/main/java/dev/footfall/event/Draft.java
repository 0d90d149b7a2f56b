package dev.footfall.event;

import dev.footfall.wire.EventTypeFormat;
import dev.footfall.wire.TimeFormat;
import dev.footfall.wire.UuidFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The fields of one event as they are read, each checked as it comes; becomes an {@link Event}. */
final class Draft {
  static final String TIME_FORM = "must be RFC 3339 with an offset, or epoch milliseconds";
  private static final Duration AHEAD = Duration.ofHours(24);
  private static final String TOO_FAR_AHEAD = "must not be over 24 hours ahead";

  private final Map<Field, UUID> uuids = new EnumMap<>(Field.class);
  private final Set<Field> given = EnumSet.noneOf(Field.class);
  private @Nullable String eventType;
  private @Nullable Instant eventTime;
  private String metadata = "{}";

  /** Notes that the field is there; fails if it was there already. */
  void claim(Field field) throws InvalidEvent {
    if (!given.add(field)) {
      throw InvalidEvent.repeated(field.wireName());
    }
  }

  void uuid(Field field, String text) throws InvalidEvent {
    uuids.put(
        field, UuidFormat.parse(text).orElseThrow(() -> new InvalidEvent(field, "must be a UUID")));
  }

  void eventType(String text) throws InvalidEvent {
    if (!EventTypeFormat.matches(text)) {
      throw new InvalidEvent(Field.EVENT_TYPE, EventTypeFormat.FORM);
    }
    eventType = text;
  }

  void eventTime(String text) throws InvalidEvent {
    eventTime =
        TimeFormat.parse(text).orElseThrow(() -> new InvalidEvent(Field.EVENT_TIME, TIME_FORM));
  }

  void epochMilliseconds(String digits) throws InvalidEvent {
    try {
      eventTime = Instant.ofEpochMilli(Long.parseLong(digits));
    } catch (NumberFormatException e) {
      throw new InvalidEvent(Field.EVENT_TIME, TIME_FORM);
    }
  }

  void metadata(String compactJson) {
    metadata = compactJson;
  }

  /** The id as far as it is known, or null: a rejected event is named by it. */
  @Nullable UUID id() {
    return uuids.get(Field.ID);
  }

  /** Stands in for a session that cannot exist yet: that of a mail that was opened. */
  void defaultSession(Instant received) {
    uuids.computeIfAbsent(Field.SESSION_ID, field -> UuidFormat.version7(received));
  }

  /**
   * The event. An absent id becomes a fresh UUIDv7; an absent time is the one inside a UUIDv7 id,
   * so that a retry carries the same, or else the time received.
   */
  Event complete(Instant received) throws InvalidEvent {
    UUID id = uuids.computeIfAbsent(Field.ID, field -> UuidFormat.version7(received));
    if (eventType == null) {
      throw missing(Field.EVENT_TYPE);
    }
    Instant latest = received.plus(AHEAD);
    Optional<Instant> timeOfId = UuidFormat.timeOf(id);
    if (timeOfId.filter(latest::isBefore).isPresent()) {
      throw new InvalidEvent(Field.ID, "is a UUIDv7 whose time " + TOO_FAR_AHEAD);
    }
    Instant time = eventTime != null ? eventTime : timeOfId.orElse(received);
    if (time.isBefore(Event.EARLIEST)) {
      throw new InvalidEvent(Field.EVENT_TIME, "must not be before 2000-01-01");
    }
    if (time.isAfter(latest)) {
      throw new InvalidEvent(Field.EVENT_TIME, TOO_FAR_AHEAD);
    }
    return new Event(
        id,
        required(Field.SESSION_ID),
        required(Field.CAMPAIGN_ID),
        eventType,
        time,
        metadata,
        given);
  }

  private UUID required(Field field) throws InvalidEvent {
    UUID uuid = uuids.get(field);
    if (uuid == null) {
      throw missing(field);
    }
    return uuid;
  }

  private static InvalidEvent missing(Field field) {
    return new InvalidEvent(field, "is required");
  }
}
