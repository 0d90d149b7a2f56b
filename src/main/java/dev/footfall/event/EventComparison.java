package dev.footfall.event;

import dev.footfall.database.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** The second look at events that were not stored: tells a duplicate from a conflict. */
@ApplicationScoped
class EventComparison {
  private final Database database;

  EventComparison(Database database) {
    this.database = database;
  }

  /** An event is compared with what is there, by the fields that its sender set. */
  private static final String COMPARE =
      """
      SELECT s.id, e.id IS NOT NULL,
             e.campaign_id = s.campaign_id AND e.event_type = s.event_type
             AND coalesce(e.session_id = s.session_id, true)
             AND coalesce(e.event_time = s.event_time, true)
             AND coalesce(e.metadata = s.metadata::jsonb, true)
      FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::timestamptz[], $6::text[])
        WITH ORDINALITY
        AS s (id, session_id, campaign_id, event_type, event_time, metadata, position)
      LEFT JOIN events e ON e.id = s.id
      ORDER BY s.position
      """;

  /** One result for each event, in their order. */
  Uni<List<Result>> compare(List<Event> events) {
    return FaultIsolation.run(
        events,
        some ->
            database.query("compare", COMPARE, EventColumns.asSent(some), EventComparison::result),
        // What the database cannot hold is not what it holds.
        event -> new Result.Conflict(event.id()));
  }

  private static Result result(Row row) {
    UUID id = row.getUUID(0);
    if (!row.getBoolean(1)) {
      return new Result.Rejected(id, Field.ID.wireName(), "is older than the oldest month kept");
    }
    return row.getBoolean(2) ? new Result.Duplicate(id) : new Result.Conflict(id);
  }
}
