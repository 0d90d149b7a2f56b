package dev.footfall.count;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.footfall.database.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads one session's events in order. */
@ApplicationScoped
class SessionStore {
  private final Database database;

  SessionStore(Database database) {
    this.database = database;
  }

  /** What an event takes of a response beside its metadata. */
  private static final int EVENT_BYTES = 400;

  /**
   * In a function's response the body is a JSON string, in which each quote and backslash takes two
   * bytes. One event always fits.
   */
  private static final String PAGE =
      """
      SELECT id, campaign_id, event_type, event_time, created_at, metadata,
             position < found
      FROM (
        SELECT *, row_number() OVER so_far AS position, count(*) OVER () AS found,
               sum($6 + 2 * octet_length(metadata) - octet_length(translate(metadata, '"\\', '')))
                 OVER so_far AS bytes
        FROM (
          SELECT id, campaign_id, event_type, event_time, created_at, metadata::text
          FROM events
          WHERE session_id = $1 AND ($2::uuid[] IS NULL OR campaign_id = ANY ($2))
            AND event_time >= $3 AND (event_time, id) > ($3, $4)
          ORDER BY event_time, id LIMIT $5 + 1) page
        WINDOW so_far AS (ORDER BY event_time, id)) sized
      WHERE position <= $5 AND (bytes <= $7 OR position = 1)
      ORDER BY event_time, id
      """;

  /**
   * The session's next events by time and then id.
   *
   * @param visible only those of these campaigns, or empty for all
   * @param after where the page before ended
   */
  private Uni<List<SessionEvent>> page(
      UUID session, Optional<Set<UUID>> visible, SessionCursor after, int limit) {
    Tuple parameters =
        Tuple.tuple()
            .addUUID(session)
            .addArrayOfUUID(visible.map(ids -> ids.toArray(UUID[]::new)).orElse(null))
            .addOffsetDateTime(Times.utc(after.eventTime()))
            .addUUID(after.id())
            .addInteger(limit)
            .addInteger(EVENT_BYTES)
            .addLong(AnswerSize.ROOM);
    return database.query("session", PAGE, parameters, SessionStore::event);
  }

  /**
   * A page, both of whose statements share one time limit.
   *
   * @param hidden whether the session has events, but none that the caller may see
   */
  record Found(List<SessionEvent> events, boolean hidden) {}

  /** As {@link #page}, and whether an empty page hides something. */
  Uni<Found> find(UUID session, Optional<Set<UUID>> visible, SessionCursor after, int limit) {
    return database.inTime(
        "session",
        page(session, visible, after, limit)
            .chain(
                events ->
                    events.isEmpty() && visible.isPresent()
                        ? hidden(session, visible.get()).map(hidden -> new Found(events, hidden))
                        : Uni.createFrom().item(new Found(events, false))));
  }

  private static final String HIDDEN =
      """
      SELECT EXISTS (SELECT FROM events WHERE session_id = $1)
         AND NOT EXISTS (SELECT FROM events WHERE session_id = $1 AND campaign_id = ANY ($2))
      """;

  /** Whether the session has events, and none of these campaigns. */
  private Uni<Boolean> hidden(UUID session, Set<UUID> visible) {
    Tuple parameters = Tuple.of(session).addArrayOfUUID(visible.toArray(UUID[]::new));
    return database
        .query("session-hidden", HIDDEN, parameters, row -> row.getBoolean(0))
        .map(rows -> rows.get(0));
  }

  private static SessionEvent event(Row row) {
    OffsetDateTime eventTime = Times.utc(row.getOffsetDateTime(3));
    OffsetDateTime createdAt = Times.utc(row.getOffsetDateTime(4));
    return new SessionEvent(
        row.getUUID(0),
        row.getUUID(1),
        row.getString(2),
        eventTime,
        createdAt,
        Duration.between(eventTime, createdAt).toMillis(),
        row.getString(5),
        row.getBoolean(6));
  }

  /**
   * One event of a session.
   *
   * @param followed whether the session has a later one to show
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record SessionEvent(
      UUID id,
      UUID campaignId,
      String eventType,
      OffsetDateTime eventTime,
      OffsetDateTime createdAt,
      long lagMs,
      @JsonRawValue String metadata,
      @JsonIgnore boolean followed) {}
}
