package dev.footfall.count;

import dev.footfall.database.Database;
import dev.footfall.query.Times;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Reads a campaign's events page by page, with {@code list_events} in the database. */
@ApplicationScoped
class ExportStore {
  private final Database database;

  ExportStore(Database database) {
    this.database = database;
  }

  private static final String PAGE =
      EventPage.sql(
          """
          SELECT id, session_id, NULL::uuid AS campaign_id, event_type, event_time, created_at,
                 metadata::text
          FROM list_events(
            campaign => $4, types => $5, after_time => $6, after_id => $7, until => $8,
            most => $1 + 1)
          """);

  /**
   * The campaign's events after a place, up to a time.
   *
   * @param types only these; empty for all
   */
  Uni<EventPage> page(
      UUID campaign, List<String> types, EventCursor after, Instant until, int limit) {
    Tuple parameters =
        EventPage.parameters(limit)
            .addUUID(campaign)
            .addArrayOfString(types.isEmpty() ? null : types.toArray(String[]::new))
            .addOffsetDateTime(Times.utc(after.eventTime()))
            .addUUID(after.id())
            .addOffsetDateTime(Times.utc(until));
    return database.query("export", PAGE, parameters, StoredEvent::of).map(EventPage::new);
  }
}
