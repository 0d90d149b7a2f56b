package dev.footfall.event;

import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Events as six arrays, for a statement to unnest: ids, sessions, campaigns, types, times,
 * metadata. So a batch of any size is one statement of one text.
 */
final class EventColumns {
  private final List<Event> events;

  private EventColumns(List<Event> events) {
    this.events = events;
  }

  /** Complete, defaults included. */
  static Tuple of(List<Event> events) {
    return new EventColumns(events).where((event, field) -> true);
  }

  /** Null for what the sender left out. */
  static Tuple asSent(List<Event> events) {
    return new EventColumns(events).where((event, field) -> event.given().contains(field));
  }

  private Tuple where(BiPredicate<Event, Field> given) {
    return Tuple.tuple()
        .addArrayOfUUID(column(Event::id, UUID[]::new))
        .addArrayOfUUID(column(given(given, Field.SESSION_ID, Event::sessionId), UUID[]::new))
        .addArrayOfUUID(column(Event::campaignId, UUID[]::new))
        .addArrayOfString(column(Event::eventType, String[]::new))
        .addArrayOfOffsetDateTime(
            column(
                given(given, Field.EVENT_TIME, event -> event.eventTime().atOffset(ZoneOffset.UTC)),
                OffsetDateTime[]::new))
        .addArrayOfString(column(given(given, Field.METADATA, Event::metadata), String[]::new));
  }

  private static <T> Function<Event, T> given(
      BiPredicate<Event, Field> given, Field field, Function<Event, T> value) {
    return event -> given.test(event, field) ? value.apply(event) : null;
  }

  private <T> T[] column(Function<Event, T> value, IntFunction<T[]> array) {
    return events.stream().map(value).toArray(array);
  }
}
