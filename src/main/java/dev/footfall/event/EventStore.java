package dev.footfall.event;

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
import java.util.stream.IntStream;

/**
 * Stores each event exactly once and counts it in the same statement. Any request may be repeated,
 * on any connection and at the same moment, without changing what is stored or counted.
 */
@ApplicationScoped
class EventStore {
  private final Database database;
  private final EventComparison comparison;
  private final EventMetrics metrics;

  EventStore(Database database, EventComparison comparison, EventMetrics metrics) {
    this.database = database;
    this.comparison = comparison;
    this.metrics = metrics;
  }

  /** One result for each event, in their order, after commit. */
  Uni<List<Result>> store(List<Event> events) {
    Map<UUID, Event> firsts = new LinkedHashMap<>();
    events.forEach(event -> firsts.putIfAbsent(event.id(), event));
    List<Event> distinct = List.copyOf(firsts.values());
    return database.inTime(
        "store",
        FaultIsolation.run(distinct, this::insert, EventStore::unstorable)
            .chain(results -> compareRest(events, byId(distinct, results))));
  }

  /** The function's own statement inserts and counts; migration 6 says why it is a function. */
  static final String INSERT =
      """
      SELECT id, created_at
      FROM store_events($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::timestamptz[], $6::text[])
      """;

  /** Stored, or null for each that was not. */
  private Uni<List<Result>> insert(List<Event> events) {
    return database
        .query("insert", INSERT, EventColumns.of(events), EventStore::stored)
        .invoke(rows -> metrics.stored(events, rows))
        .map(
            rows -> {
              Set<UUID> ids = rows.stream().map(Stored::id).collect(Collectors.toSet());
              return events.stream().map(event -> storedOrNull(event, ids)).toList();
            });
  }

  /** Whatever was not stored just now, repetitions within the request too, is compared. */
  private Uni<List<Result>> compareRest(List<Event> events, Map<UUID, Result> settled) {
    List<Result> results = new ArrayList<>();
    List<Integer> open = new ArrayList<>();
    Set<UUID> seen = new HashSet<>();
    for (Event event : events) {
      Result known = seen.add(event.id()) ? settled.get(event.id()) : null;
      if (known == null) {
        open.add(results.size());
      }
      results.add(known);
    }
    if (open.isEmpty()) {
      return Uni.createFrom().item(results);
    }
    return comparison
        .compare(open.stream().map(events::get).toList())
        .invoke(
            compared ->
                IntStream.range(0, open.size())
                    .forEach(i -> results.set(open.get(i), compared.get(i))))
        .replaceWith(results);
  }

  private static Map<UUID, Result> byId(List<Event> events, List<Result> results) {
    Map<UUID, Result> byId = new HashMap<>();
    IntStream.range(0, events.size()).forEach(i -> byId.put(events.get(i).id(), results.get(i)));
    return byId;
  }

  private static Result unstorable(Event event) {
    return new Result.Rejected(event.id(), null, "holds a value that cannot be stored");
  }

  private static Result storedOrNull(Event event, Set<UUID> ids) {
    return ids.contains(event.id()) ? new Result.Stored(event.id()) : null;
  }

  private static Stored stored(Row row) {
    return new Stored(row.getUUID(0), row.getOffsetDateTime(1).toInstant());
  }

  /** A row that the insert has stored. */
  record Stored(UUID id, Instant createdAt) {}
}
