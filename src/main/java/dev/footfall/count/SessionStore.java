package dev.footfall.count;

import dev.footfall.database.Database;
import dev.footfall.query.Times;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Reads the events of a session. */
@ApplicationScoped
class SessionStore {
  private final Database database;

  SessionStore(Database database) {
    this.database = database;
  }

  private static final String PAGE =
      EventPage.sql(
          """
          SELECT id, NULL::uuid AS session_id, campaign_id, event_type, event_time, created_at,
                 metadata::text
          FROM events
          WHERE session_id = $4 AND ($5::uuid[] IS NULL OR campaign_id = ANY ($5))
            AND event_time >= $6 AND (event_time, id) > ($6, $7)
          ORDER BY event_time, id LIMIT $1 + 1
          """);

  /**
   * The session's events after a place.
   *
   * @param visible only those of these campaigns; empty for all
   */
  private Uni<EventPage> page(
      UUID session, Optional<Set<UUID>> visible, EventCursor after, int limit) {
    Tuple parameters =
        EventPage.parameters(limit)
            .addUUID(session)
            .addArrayOfUUID(visible.map(ids -> ids.toArray(UUID[]::new)).orElse(null))
            .addOffsetDateTime(Times.utc(after.eventTime()))
            .addUUID(after.id());
    return database.query("session", PAGE, parameters, StoredEvent::of).map(EventPage::new);
  }

  /**
   * A page, and whether it hides something. Both are read within one time limit.
   *
   * @param hidden whether the session has events, but none that the caller may see
   */
  record Found(EventPage page, boolean hidden) {}

  /** As {@link #page}; an empty page may hide events of other campaigns. */
  Uni<Found> find(UUID session, Optional<Set<UUID>> visible, EventCursor after, int limit) {
    return database.inTime(
        "session",
        page(session, visible, after, limit)
            .chain(
                page ->
                    page.events().isEmpty() && visible.isPresent()
                        ? hidden(session, visible.get()).map(hidden -> new Found(page, hidden))
                        : Uni.createFrom().item(new Found(page, false))));
  }

  private static final String HIDDEN =
      """
      SELECT EXISTS (SELECT FROM events WHERE session_id = $1)
         AND NOT EXISTS (SELECT FROM events WHERE session_id = $1 AND campaign_id = ANY ($2))
      """;

  /** Whether the session has events, but none of these campaigns. */
  private Uni<Boolean> hidden(UUID session, Set<UUID> visible) {
    Tuple parameters = Tuple.of(session).addArrayOfUUID(visible.toArray(UUID[]::new));
    return database
        .query("session-hidden", HIDDEN, parameters, row -> row.getBoolean(0))
        .map(rows -> rows.get(0));
  }
}
