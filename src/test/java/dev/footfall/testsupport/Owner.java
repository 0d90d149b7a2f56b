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
    return number("SELECT coalesce(sum(n), 0) FROM event_counts WHERE campaign_id = ?", campaign);
  }

  /** The number of quarter-hours, by type, whose counters differ from their events. */
  public long disagreements(UUID campaign) {
    return number(
        """
        WITH mine AS (SELECT ?::uuid AS campaign_id)
        SELECT count(*) FROM (
          SELECT event_type, date_bin('15 minutes', event_time, '2000-01-01 00:00+00') AS bucket,
                 count(*) AS n
          FROM events NATURAL JOIN mine GROUP BY 1, 2) stored
        FULL JOIN (
          SELECT event_type, bucket, sum(n) AS n
          FROM event_counts NATURAL JOIN mine GROUP BY 1, 2) counted USING (event_type, bucket)
        WHERE stored.n IS DISTINCT FROM counted.n
        """,
        campaign);
  }

  /** Asserts the number of events of the campaign, and that its counters agree. */
  public void assertHolds(UUID campaign, long events) {
    assertEquals(events, events(campaign), "stored");
    assertEquals(events, counted(campaign), "counted");
    assertEquals(0, disagreements(campaign), "quarter-hours counted wrongly");
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
