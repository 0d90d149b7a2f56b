package dev.footfall.count;

import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events in order of time and then id, as many as one response holds. */
record EventPage(List<StoredEvent> events) {
  /** The most events of a page. */
  static final int MOST = 1000;

  static final int DEFAULT = 100;

  /** What an event takes of a response beside its metadata. */
  private static final int EVENT_BYTES = 400;

  /**
   * In a function's response the body is a JSON string, in which each quote and backslash takes two
   * bytes. They are slow to count, so events that do not fit without them are left out before. One
   * event always fits.
   */
  private static final String PAGE =
      """
      SELECT id, session_id, campaign_id, event_type, event_time, created_at, metadata,
             position < found
      FROM (
        SELECT *, sum($2 + 2 * octet_length(metadata) - octet_length(translate(metadata, '"\\', '')))
                    OVER so_far AS bytes
        FROM (
          SELECT *, row_number() OVER so_far AS position, count(*) OVER () AS found,
                 sum($2 + octet_length(metadata)) OVER so_far AS least_bytes
          FROM (
      %s) page
          WINDOW so_far AS (ORDER BY event_time, id)) counted
        WHERE position <= $1 AND (least_bytes <= $3 OR position = 1)
        WINDOW so_far AS (ORDER BY event_time, id)) sized
      WHERE bytes <= $3 OR position = 1
      ORDER BY event_time, id
      """;

  /**
   * A statement that reads a page.
   *
   * @param events selects one event more than the page may hold, which is $1; its own parameters
   *     start with $4, and its columns are those of {@link StoredEvent}, the metadata as text
   */
  static String sql(String events) {
    return PAGE.formatted(events);
  }

  /** The first three parameters of the statement. */
  static Tuple parameters(int limit) {
    return Tuple.of(limit, EVENT_BYTES, AnswerSize.ROOM);
  }

  /** What {@code after} takes for the next page; null at the end. */
  @Nullable String next() {
    if (events.isEmpty() || !events.get(events.size() - 1).followed()) {
      return null;
    }
    StoredEvent last = events.get(events.size() - 1);
    return new EventCursor(last.eventTime().toInstant(), last.id()).toString();
  }
}
