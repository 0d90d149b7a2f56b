package dev.footfall.testsupport;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** A database of a test's own on the server of the tests, fully migrated, dropped at the end. */
public final class ScratchDatabase implements AutoCloseable {
  private static final int MONTHS_AHEAD = 1;

  private final DataSource server;
  private final String name = "scratch_" + UUID.randomUUID().toString().replace('-', '_');
  private final String url;

  private ScratchDatabase(DataSource server) {
    this.server = server;
    this.url = url(server).replaceFirst("/[^/?]+(\\?|$)", "/" + name + "$1");
  }

  /** With so many months before the running one, and one after it. */
  public static ScratchDatabase create(DataSource server, int monthsToKeep) {
    ScratchDatabase scratch = new ScratchDatabase(server);
    run(server, "CREATE DATABASE " + scratch.name);
    Flyway.configure()
        .dataSource(scratch.url, "postgres", "postgres")
        .locations("filesystem:src/main/resources/db/migration")
        .placeholders(
            Map.of("months-to-keep", "" + monthsToKeep, "months-ahead", "" + MONTHS_AHEAD))
        .load()
        .migrate();
    return scratch;
  }

  public Connection owner() {
    return open(url, "postgres");
  }

  /** The role that the collector signs in as. */
  public Connection collector() {
    return open(url, "footfall_collector");
  }

  /** The same role in the database that the application under test uses. */
  public static Connection collector(DataSource application) {
    return open(url(application), "footfall_collector");
  }

  /**
   * Stores events of the last five whole months with their counters: 20,000 sessions, 50 campaigns,
   * six types, of which {@code purchase_completed} is rare, at most a minute late.
   */
  public void fill(int events) {
    run(FILL.formatted(events, events));
    run(FILL_COUNTS);
    run("SELECT fold_event_counts(%d)".formatted(events));
    run("VACUUM ANALYZE");
  }

  private static final String FILL =
      """
      INSERT INTO events (id, session_id, campaign_id, event_type, event_time, created_at)
      SELECT overlay(gen_random_uuid()::text PLACING left(first_id(t)::text, 14) || '7' FROM 1)::uuid,
             md5('s' || n / 10)::uuid, md5('c' || n %% 50)::uuid,
             CASE WHEN n %% 199 = 0 THEN 'purchase_completed' ELSE 'type_' || n %% 5 END,
             t - random() * interval '1 minute', t
      FROM (SELECT n, month_from_now(-5) + n * ((month_from_now(0) - month_from_now(-5)) / (%d + 1.0)) AS t
            FROM generate_series(1, %d) n) sent
      """;

  private static final String FILL_COUNTS =
      """
      INSERT INTO event_counts (campaign_id, bucket, event_type, shard, n)
      SELECT campaign_id, date_bin('15 minutes', event_time, '2000-01-01 00:00+00'), event_type, 0, count(*)
      FROM events GROUP BY 1, 2, 3
      """;

  public void run(String sql) {
    try (Connection connection = owner();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The rows of a query, each as its columns' texts with a bar between them. */
  public List<String> rows(String sql) {
    try (Connection connection = owner()) {
      return rows(connection, sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Runs them on one connection; the only column of the last one's only row. */
  public String last(String... statements) {
    try (Connection connection = owner();
        Statement statement = connection.createStatement()) {
      for (int i = 0; i < statements.length - 1; i++) {
        statement.execute(statements[i]);
      }
      return rows(connection, statements[statements.length - 1]).get(0);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public static List<String> rows(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        StringBuilder row = new StringBuilder(String.valueOf(result.getString(1)));
        for (int i = 2; i <= result.getMetaData().getColumnCount(); i++) {
          row.append('|').append(result.getString(i));
        }
        rows.add(row.toString());
      }
      return rows;
    }
  }

  /** The only column of the only row. */
  public String value(String sql) {
    return rows(sql).get(0);
  }

  @Override
  public void close() {
    run(server, "DROP DATABASE " + name + " WITH (FORCE)");
  }

  private static Connection open(String url, String user) {
    try {
      return DriverManager.getConnection(url, user, user);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String url(DataSource source) {
    try (Connection connection = source.getConnection()) {
      return connection.getMetaData().getURL();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void run(DataSource source, String sql) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
