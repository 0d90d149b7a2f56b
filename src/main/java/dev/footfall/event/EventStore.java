package dev.footfall.event;

import dev.footfall.database.Database;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Stores each event exactly once and counts it in the same statement. A request can be repeated on
 * any connection, even concurrently, without changing the stored events or their counts.
 */
@ApplicationScoped
class EventStore {
  static final String ERASED = "is of an event that was erased";

  private final Database database;
  private final EventMetrics metrics;
  private final boolean registeredOnly;

  EventStore(Database database, EventMetrics metrics, CampaignsConfig campaigns) {
    this.database = database;
    this.metrics = metrics;
    this.registeredOnly = campaigns.stored() == CampaignsConfig.Stored.REGISTERED;
  }

  /** One result for each submission, in their order, after commit. */
  Uni<List<Result>> store(List<? extends Submission> submissions) {
    List<Event> events = Event.among(submissions);
    return database.inTime(
        "store",
        FaultIsolation.run(firstsOf(events), this::insert, EventStore::unstorable)
            .map(EventStore::byId)
            .chain(
                settled ->
                    FaultIsolation.run(
                            restOf(events, settled.keySet()), this::compare, EventStore::conflict)
                        .map(compared -> inOrder(submissions, settled, compared))));
  }

  /** One SQL function inserts and counts; ADR 0002 explains why it is a function. */
  static final String INSERT =
      "SELECT id, created_at FROM store_events($1, $2, $3, $4, $5, $6, $7, $8)";

  /** The results of those that are new. */
  private Uni<List<Result>> insert(List<Event> events) {
    return database
        .query("insert", INSERT, parameters(events, field -> true), EventStore::inserted)
        .invoke(rows -> metrics.stored(lags(events, rows)))
        .map(rows -> rows.stream().<Result>map(row -> new Result.Stored(row.id())).toList());
  }

  /**
   * Compares each event with the stored event of the same id, by the fields that the client set. If
   * there is none, says why it was not inserted.
   */
  static final String COMPARE =
      """
      SELECT s.id, e.id IS NOT NULL,
             e.campaign_id = s.campaign_id AND e.event_type = s.event_type
             AND coalesce(e.session_id = s.session_id, true)
             AND coalesce(e.event_time = s.event_time, true)
             AND coalesce(e.metadata = s.metadata::jsonb, true),
             e.id IS NULL AND EXISTS (SELECT FROM erased_ids WHERE erased_ids.id = s.id),
             e.id IS NULL AND $8
             AND NOT EXISTS (SELECT FROM campaigns WHERE campaigns.campaign_id = s.campaign_id)
      FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::timestamptz[], $6::text[], $7::timestamptz[])
        WITH ORDINALITY
        AS s (id, session_id, campaign_id, event_type, event_time, metadata, id_time, position)
      LEFT JOIN events e ON e.id = s.id
      ORDER BY s.position
      """;

  /** One result for each event that was not inserted, in their order. */
  private Uni<List<Result>> compare(List<Event> events) {
    return database.query(
        "compare", COMPARE, parameters(events, OPTIONAL.negate()), EventStore::compared);
  }

  /** Fields that a client may omit; an omitted field is not compared. */
  private static final Predicate<Field> OPTIONAL =
      Set.of(Field.SESSION_ID, Field.EVENT_TIME, Field.METADATA)::contains;

  private Tuple parameters(List<Event> events, Predicate<Field> always) {
    return columns(events, always).addBoolean(registeredOnly);
  }

  /**
   * The events as seven arrays for {@code unnest}, so that the statement's text is the same for
   * every batch size.
   *
   * @param always the fields whose defaults are included; other omitted fields are null
   */
  private static Tuple columns(List<Event> events, Predicate<Field> always) {
    Columns columns = new Columns(events, always);
    return Tuple.tuple()
        .addArrayOfUUID(columns.of(Field.ID, Event::id, UUID[]::new))
        .addArrayOfUUID(columns.of(Field.SESSION_ID, Event::sessionId, UUID[]::new))
        .addArrayOfUUID(columns.of(Field.CAMPAIGN_ID, Event::campaignId, UUID[]::new))
        .addArrayOfString(columns.of(Field.EVENT_TYPE, Event::eventType, String[]::new))
        .addArrayOfOffsetDateTime(
            columns.of(
                Field.EVENT_TIME,
                event -> event.eventTime().atOffset(ZoneOffset.UTC),
                OffsetDateTime[]::new))
        .addArrayOfString(columns.of(Field.METADATA, Event::metadata, String[]::new))
        .addArrayOfOffsetDateTime(idTimes(events));
  }

  private static OffsetDateTime[] idTimes(List<Event> events) {
    return events.stream()
        .map(event -> event.idTime() == null ? null : event.idTime().atOffset(ZoneOffset.UTC))
        .toArray(OffsetDateTime[]::new);
  }

  private record Columns(List<Event> events, Predicate<Field> always) {
    <T> T[] of(Field field, Function<Event, T> value, IntFunction<T[]> array) {
      return events.stream()
          .map(
              event ->
                  always.test(field) || event.given().contains(field) ? value.apply(event) : null)
          .toArray(array);
    }
  }

  /** A row that the insert has stored. */
  private record Inserted(UUID id, Instant createdAt) {}

  private static Inserted inserted(Row row) {
    return new Inserted(row.getUUID(0), row.getOffsetDateTime(1).toInstant());
  }

  private static Result compared(Row row) {
    UUID id = row.getUUID(0);
    if (row.getBoolean(1)) {
      return row.getBoolean(2) ? new Result.Duplicate(id) : new Result.Conflict(id);
    }
    if (row.getBoolean(3)) {
      return rejected(id, Field.ID, ERASED);
    }
    return row.getBoolean(4)
        ? rejected(id, Field.CAMPAIGN_ID, "is not a registered campaign")
        : rejected(id, Field.ID, "is older than the oldest month kept");
  }

  private static Result rejected(UUID id, Field field, String reason) {
    return new Result.Rejected(id, field.wireName(), reason);
  }

  private static Result unstorable(Event event) {
    return new Result.Rejected(event.id(), null, "holds a value that cannot be stored");
  }

  /** A value that the database cannot hold differs from the one that it holds. */
  private static Result conflict(Event event) {
    return new Result.Conflict(event.id());
  }

  private static List<Duration> lags(List<Event> events, List<Inserted> rows) {
    Map<UUID, Instant> stored =
        rows.stream().collect(Collectors.toMap(Inserted::id, Inserted::createdAt));
    return events.stream()
        .flatMap(
            event ->
                Optional.ofNullable(stored.get(event.id()))
                    .map(createdAt -> Duration.between(event.eventTime(), createdAt))
                    .stream())
        .toList();
  }

  /** The first event of each id; only these are inserted. */
  private static List<Event> firstsOf(List<Event> events) {
    Map<UUID, Event> firsts = new LinkedHashMap<>();
    events.forEach(event -> firsts.putIfAbsent(event.id(), event));
    return List.copyOf(firsts.values());
  }

  private static Map<UUID, Result> byId(List<Result> results) {
    return results.stream().collect(Collectors.toMap(Result::id, Function.identity()));
  }

  /** All but the first event of each settled id. */
  private static List<Event> restOf(List<Event> events, Set<UUID> settled) {
    Set<UUID> firsts = new HashSet<>(settled);
    return events.stream().filter(event -> !firsts.remove(event.id())).toList();
  }

  private static List<Result> inOrder(
      List<? extends Submission> submissions, Map<UUID, Result> settled, List<Result> compared) {
    Map<UUID, Result> firsts = new HashMap<>(settled);
    Iterator<Result> rest = compared.iterator();
    return Result.of(
        submissions, event -> Optional.ofNullable(firsts.remove(event.id())).orElseGet(rest::next));
  }
}
