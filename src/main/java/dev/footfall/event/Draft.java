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
  private final Set<Field> named = EnumSet.noneOf(Field.class);
  private final Set<Field> given = EnumSet.noneOf(Field.class);
  private @Nullable String eventType;
  private @Nullable Instant eventTime;
  private String metadata = "{}";

  /** Notes that the field is named; fails if it was named before. */
  void claim(Field field) throws InvalidEvent {
    if (!claimFirst(field)) {
      throw InvalidEvent.repeated(field.wireName());
    }
  }

  /** Notes that the field is named; false if it was named before. */
  boolean claimFirst(Field field) {
    return named.add(field);
  }

  void uuid(Field field, String text) throws InvalidEvent {
    UUID uuid = UuidFormat.parse(text).orElseThrow(() -> new InvalidEvent(field, "must be a UUID"));
    if (UuidFormat.isUnset(uuid)) {
      throw new InvalidEvent(field, "must not be the nil or the max UUID");
    }
    uuids.put(field, uuid);
    given.add(field);
  }

  void eventType(String text) throws InvalidEvent {
    if (!EventTypeFormat.matches(text)) {
      throw new InvalidEvent(Field.EVENT_TYPE, EventTypeFormat.FORM);
    }
    eventType = text;
    given.add(Field.EVENT_TYPE);
  }

  /** RFC 3339, or epoch milliseconds, as text. */
  void eventTime(String text) throws InvalidEvent {
    if (TimeFormat.isEpochSeconds(text)) {
      throw new InvalidEvent(
          Field.EVENT_TIME, "looks like seconds since 1970, and must be milliseconds");
    }
    eventTime =
        TimeFormat.parse(text)
            .or(() -> TimeFormat.parseEpochMilliseconds(text))
            .orElseThrow(() -> new InvalidEvent(Field.EVENT_TIME, TIME_FORM));
    given.add(Field.EVENT_TIME);
  }

  void metadata(String compactJson) {
    metadata = compactJson;
    given.add(Field.METADATA);
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
   * so that a retry carries the same, or else the time received. The times that the sender's clock
   * made are corrected.
   */
  Event complete(Arrival arrival) throws InvalidEvent {
    Optional<Instant> timeOfId =
        Optional.ofNullable(id()).flatMap(UuidFormat::timeOf).map(arrival::corrected);
    Instant latest = arrival.time().plus(AHEAD);
    if (timeOfId.filter(latest::isBefore).isPresent()) {
      throw new InvalidEvent(Field.ID, "is a UUIDv7 whose time " + TOO_FAR_AHEAD);
    }
    if (arrival.corrects() && timeOfId.filter(Event.EARLIEST::isAfter).isPresent()) {
      throw new InvalidEvent(Field.ID, "is a UUIDv7 whose corrected time is before 2000-01-01");
    }
    if (eventType == null) {
      throw missing(Field.EVENT_TYPE);
    }
    Instant time =
        Optional.ofNullable(eventTime)
            .map(arrival::corrected)
            .orElseGet(() -> timeOfId.orElse(arrival.time()));
    requireWithin(latest, time);
    return new Event(
        uuids.computeIfAbsent(Field.ID, field -> UuidFormat.version7(arrival.time())),
        required(Field.SESSION_ID),
        required(Field.CAMPAIGN_ID),
        eventType,
        time,
        metadata,
        compared(arrival),
        arrival.corrects() ? timeOfId.orElse(null) : null);
  }

  private static void requireWithin(Instant latest, Instant time) throws InvalidEvent {
    if (time.isBefore(Event.EARLIEST)) {
      throw new InvalidEvent(Field.EVENT_TIME, "must not be before 2000-01-01");
    }
    if (time.isAfter(latest)) {
      throw new InvalidEvent(Field.EVENT_TIME, TOO_FAR_AHEAD);
    }
  }

  /** A time that was moved may be moved otherwise when the event is sent again. */
  private Set<Field> compared(Arrival arrival) {
    if (arrival.corrects()) {
      given.remove(Field.EVENT_TIME);
    }
    return given;
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
