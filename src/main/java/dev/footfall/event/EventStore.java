package dev.footfall.event;

import dev.footfall.database.DataError;
import dev.footfall.database.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Stores each event exactly once and counts it in the same statement. Any request may be repeated,
 * on any connection and at the same moment, without changing what is stored or counted.
 */
@ApplicationScoped
class EventStore {
  private final Database database;
  private final EventMetrics metrics;

  EventStore(Database database, EventMetrics metrics) {
    this.database = database;
    this.metrics = metrics;
  }

  /** One result for each event, in their order, after commit. */
  Uni<List<Result>> store(List<Event> events) {
    Map<UUID, Event> firsts = new LinkedHashMap<>();
    events.forEach(event -> firsts.putIfAbsent(event.id(), event));
    return database.inTime(
        "store",
        insert(List.copyOf(firsts.values())).chain(settled -> settleRest(events, settled)));
  }

  /**
   * Rows go in by id and counters by key: two requests that carry the same events in another order
   * would otherwise deadlock. An id below the oldest month kept is passed over, in the same
   * snapshot.
   */
  static final String INSERT =
      """
      WITH stored AS (
        INSERT INTO events (id, session_id, campaign_id, event_type, event_time, metadata)
        SELECT id, session_id, campaign_id, event_type, event_time, metadata::jsonb
        FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::timestamptz[], $6::text[])
          AS sent (id, session_id, campaign_id, event_type, event_time, metadata)
        WHERE uuid_extract_version(id) IS DISTINCT FROM 7
           OR id >= (SELECT oldest_id FROM retention)
        ORDER BY id
        ON CONFLICT (id) DO NOTHING
        RETURNING id, campaign_id, event_type, event_time, created_at
      ), counted AS (
        INSERT INTO event_counts AS c (campaign_id, bucket, event_type, shard, n)
        SELECT campaign_id, date_bin('15 minutes', event_time, timestamptz '2000-01-01 00:00+00'),
               event_type, pg_backend_pid() % 64, count(*)
        FROM stored GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
        ON CONFLICT (campaign_id, bucket, event_type, shard) DO UPDATE SET n = c.n + excluded.n
      )
      SELECT id, created_at FROM stored
      """;

  /**
   * What each id is known to be after the insert: stored, or refused by the database for its data.
   */
  private Uni<Map<UUID, Result>> insert(List<Event> events) {
    if (events.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return database
        .query("insert", INSERT, EventColumns.of(events), EventStore::stored)
        .invoke(rows -> metrics.stored(events, rows))
        .map(EventStore::byId)
        .onFailure(DataError.class)
        .recoverWithUni(() -> isolate(events));
  }

  /** A value that validation missed: halves the batch until the event at fault stands alone. */
  private Uni<Map<UUID, Result>> isolate(List<Event> events) {
    if (events.size() == 1) {
      UUID id = events.get(0).id();
      return Uni.createFrom()
          .item(Map.of(id, new Result.Rejected(id, null, "holds a value that cannot be stored")));
    }
    List<Event> left = events.subList(0, events.size() / 2);
    List<Event> right = events.subList(events.size() / 2, events.size());
    return insert(left).chain(one -> insert(right).map(other -> union(one, other)));
  }

  /**
   * Those that were not stored just now are compared with what is there, by the fields that they
   * set.
   */
  private static final String COMPARE =
      """
      SELECT s.position, e.id IS NOT NULL,
             e.campaign_id = s.campaign_id AND e.event_type = s.event_type
             AND coalesce(e.session_id = s.session_id, true)
             AND coalesce(e.event_time = s.event_time, true)
             AND coalesce(e.metadata = s.metadata::jsonb, true)
      FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::timestamptz[], $6::text[])
        WITH ORDINALITY
        AS s (id, session_id, campaign_id, event_type, event_time, metadata, position)
      LEFT JOIN events e ON e.id = s.id
      """;

  private Uni<List<Result>> settleRest(List<Event> events, Map<UUID, Result> settled) {
    List<Result> results = new ArrayList<>();
    List<Integer> open = new ArrayList<>();
    Set<UUID> seen = new HashSet<>();
    for (Event event : events) {
      Result known = settled.get(event.id());
      boolean repeated = !seen.add(event.id()) && known instanceof Result.Stored;
      if (known == null || repeated) {
        open.add(results.size());
      }
      results.add(known);
    }
    if (open.isEmpty()) {
      return Uni.createFrom().item(results);
    }
    List<Event> rest = open.stream().map(events::get).toList();
    return database
        .query(
            "compare",
            COMPARE,
            EventColumns.asSent(rest),
            row -> {
              int position = row.getInteger(0) - 1;
              results.set(
                  open.get(position),
                  compared(rest.get(position).id(), row.getBoolean(1), row.getBoolean(2)));
              return position;
            })
        .replaceWith(results);
  }

  private static Result compared(UUID id, boolean there, Boolean same) {
    if (!there) {
      return new Result.Rejected(id, Field.ID.wireName(), "is older than the oldest month kept");
    }
    return same ? new Result.Duplicate(id) : new Result.Conflict(id);
  }

  private static Stored stored(Row row) {
    return new Stored(row.getUUID(0), row.getOffsetDateTime(1).toInstant());
  }

  private static Map<UUID, Result> byId(List<Stored> rows) {
    return rows.stream().collect(Collectors.toMap(Stored::id, row -> new Result.Stored(row.id())));
  }

  private static Map<UUID, Result> union(Map<UUID, Result> one, Map<UUID, Result> other) {
    Map<UUID, Result> both = new HashMap<>(one);
    both.putAll(other);
    return both;
  }

  /** A row that the insert has stored. */
  record Stored(UUID id, Instant createdAt) {}
}
