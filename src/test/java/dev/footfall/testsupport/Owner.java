package dev.footfall.testsupport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** A database as its owner sees it, without the service. */
@Singleton
public class Owner extends Sql {
  public Owner(DataSource source) {
    super(source);
  }

  void migrate() {
    Flyway.configure()
        .dataSource(source())
        .locations("filesystem:src/main/resources/db/migration")
        .load()
        .migrate();
  }

  /** Runs the upkeep of months; returns its report as JSON. */
  public String keepMonths(int monthsToKeep, int monthsAhead) {
    return value("CALL keep_months(%d, %d, NULL)".formatted(monthsToKeep, monthsAhead));
  }

  /** A stored event, with its metadata as PostgreSQL writes them. */
  public record Row(
      UUID id,
      UUID session,
      UUID campaign,
      String type,
      Instant time,
      Instant createdAt,
      String metadata) {
    /** The metadata's value of this name as text, empty if there is none. */
    public String metadata(String name) {
      return Json.read(metadata).path(name).asText();
    }
  }

  /** The event with this id, which must be there. */
  public Row row(UUID id) {
    return stored("id", id).get(0);
  }

  /** The campaign's events, by time. */
  public List<Row> stored(UUID campaign) {
    return stored("campaign_id", campaign);
  }

  private List<Row> stored(String column, UUID value) {
    String sql =
        """
        SELECT id, session_id, campaign_id, event_type, event_time, created_at, metadata::text
        FROM events WHERE %s = ? ORDER BY event_time, id
        """;
    return with(sql.formatted(column), new Object[] {value}, query -> stored(query.executeQuery()));
  }

  private static List<Row> stored(ResultSet row) throws SQLException {
    List<Row> events = new ArrayList<>();
    while (row.next()) {
      events.add(
          new Row(
              row.getObject(1, UUID.class),
              row.getObject(2, UUID.class),
              row.getObject(3, UUID.class),
              row.getString(4),
              row.getObject(5, OffsetDateTime.class).toInstant(),
              row.getObject(6, OffsetDateTime.class).toInstant(),
              row.getString(7)));
    }
    return events;
  }

  public long events(UUID campaign) {
    return number("SELECT count(*) FROM events WHERE campaign_id = ?", campaign);
  }

  public Set<UUID> ids(UUID campaign) {
    return rows("SELECT id FROM events WHERE campaign_id = ?", campaign).stream()
        .map(UUID::fromString)
        .collect(Collectors.toSet());
  }

  /** The sum of the campaign's counters. */
  public long counted(UUID campaign) {
    return number(
        "SELECT coalesce(sum(n), 0) FROM event_counts"
            + " WHERE NOT split AND currency = '' AND campaign_id = ?",
        campaign);
  }

  /** The number of counters that differ from what events and steps say. */
  private static final String WRONG_COUNTERS =
      """
      WITH mine AS (SELECT ?::uuid AS campaign_id), figure AS (
        SELECT event_type, event_time, breakdown_of(metadata, created_at) AS breakdown, currency,
               1 AS n, 0 AS sessions, amount
        FROM events NATURAL JOIN mine CROSS JOIN LATERAL (
          VALUES ('', NULL::numeric), (metadata ->> 'currency', amount_of(metadata, created_at))
        ) AS money (currency, amount)
        WHERE currency = '' OR amount IS NOT NULL
        UNION ALL
        SELECT event_type, event_time, breakdown, '', 0, 1, NULL
        FROM session_steps NATURAL JOIN mine
      ), expected AS (
        SELECT part IS NOT NULL AS split, event_type, currency, breakdown_hash(part) AS hash,
               date_bin('15 minutes', event_time, '2000-01-01 00:00+00') AS bucket,
               sum(n) AS n, sum(sessions) AS sessions, sum(amount) AS amount
        FROM figure CROSS JOIN LATERAL (
          SELECT NULL UNION ALL SELECT breakdown WHERE breakdown IS NOT NULL) AS parts (part)
        GROUP BY 1, 2, 3, 4, 5
      ), counted AS (
        SELECT split, event_type, currency, hash, bucket,
               sum(n) AS n, sum(sessions) AS sessions, sum(amount) AS amount
        FROM event_counts NATURAL JOIN mine WHERE hash = breakdown_hash(breakdown)
        GROUP BY 1, 2, 3, 4, 5
      )
      SELECT count(*) FROM expected e FULL JOIN counted c
        USING (split, event_type, currency, hash, bucket)
      WHERE (e.n, e.sessions, e.amount) IS DISTINCT FROM (c.n, c.sessions, c.amount)
      """;

  /** The number of steps that no event made, and of those that are missing. */
  private static final String WRONG_STEPS =
      """
      WITH made AS (
        SELECT session_id, step, array_agg(event_time) AS times
        FROM events CROSS JOIN LATERAL (VALUES (event_type), ('')) AS reached (step)
        WHERE campaign_id = ?::uuid GROUP BY 1, 2
      ), counted AS (
        SELECT session_id, event_type AS step, event_time FROM session_steps
        WHERE campaign_id = ?::uuid
      )
      SELECT count(*) FROM made FULL JOIN counted USING (session_id, step)
      WHERE (event_time = ANY (times)) IS NOT TRUE
      """;

  /** Asserts the number of events of the campaign, and that its counters agree. */
  public void assertHolds(UUID campaign, long events) {
    assertEquals(events, events(campaign), "stored");
    assertEquals(events, counted(campaign), "counted");
    assertEquals(0, number(WRONG_COUNTERS, campaign), "quarter-hours counted wrongly");
    assertEquals(0, number(WRONG_STEPS, campaign, campaign), "steps of sessions");
  }

  /** Runs work while inserts of events wait. */
  public <T> T whileInsertsWait(Callable<T> work) throws Exception {
    return whileLocked("events IN SHARE ROW EXCLUSIVE MODE", work);
  }

  /** Runs work while a table is locked, by default in the strictest mode. */
  public <T> T whileLocked(String table, Callable<T> work) throws Exception {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE " + table);
      T result = work.call();
      connection.rollback();
      return result;
    }
  }

  /** Runs work while a function of the database is missing. */
  public void without(String function, Runnable work) {
    execute("ALTER FUNCTION %1$s RENAME TO %1$s_away".formatted(function));
    try {
      work.run();
    } finally {
      execute("ALTER FUNCTION %1$s_away RENAME TO %1$s".formatted(function));
    }
  }
}
