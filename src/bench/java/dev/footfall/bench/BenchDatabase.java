package dev.footfall.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.reflect.Field;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;

/** A PostgreSQL of its own with the real migrations, and the plain four-index table beside them. */
final class BenchDatabase implements AutoCloseable {
  private static final String PLAIN =
      """
      CREATE TABLE plain (
        id uuid PRIMARY KEY, session_id uuid NOT NULL, campaign_id uuid NOT NULL,
        event_type text NOT NULL, event_time timestamptz NOT NULL,
        metadata jsonb NOT NULL DEFAULT '{}', created_at timestamptz NOT NULL DEFAULT now());
      CREATE INDEX ON plain (session_id);
      CREATE INDEX ON plain (campaign_id);
      CREATE INDEX ON plain (event_type);
      CREATE INDEX ON plain (event_time);
      GRANT SELECT, INSERT ON plain TO footfall_collector;
      """;

  private final EmbeddedPostgres server;

  private BenchDatabase(EmbeddedPostgres server) {
    this.server = server;
  }

  /** Two months before the present one, and one after it. */
  static BenchDatabase start() throws IOException, SQLException {
    return start("CALL keep_months(2, 1, NULL)");
  }

  static BenchDatabase start(String upkeep) throws IOException, SQLException {
    EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            // As in production: a commit is on the disk before it is answered.
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("shared_buffers", "512MB")
            .setServerConfig("max_wal_size", "4GB")
            .start();
    BenchDatabase database = new BenchDatabase(server);
    Flyway.configure().dataSource(server.getPostgresDatabase()).load().migrate();
    database.execute(upkeep);
    database.execute(PLAIN);
    return database;
  }

  /** As through a transaction-mode proxy: no statement is prepared, each is planned anew. */
  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        server.getJdbcUrl("postgres", "postgres") + "&prepareThreshold=0");
  }

  int port() {
    return server.getPort();
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  String show(String expression) throws SQLException {
    try (Connection connection = connect()) {
      return show(connection, expression);
    }
  }

  static String show(Connection connection, String expression) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT " + expression)) {
      row.next();
      return row.getString(1);
    }
  }

  /** The text of a statement of the service, so that what is measured is what runs. */
  static String statement(String type, String constant) throws ReflectiveOperationException {
    Field field = Class.forName("dev.footfall." + type).getDeclaredField(constant);
    field.setAccessible(true);
    return (String) field.get(null);
  }

  /** The definition of the function that stores events, under another name. */
  String definition(String name) throws SQLException {
    return replaced(show("pg_get_functiondef('store_events'::regproc)"), "store_events", name);
  }

  /** The service's statement that stores events, with another function. */
  static String storing(String function) throws ReflectiveOperationException {
    return replaced(statement("event.EventStore", "INSERT"), "store_events", function);
  }

  static String replaced(String text, String what, String with) {
    if (!text.contains(what)) {
      throw new IllegalStateException("there is no " + what + " any more in " + text);
    }
    return text.replace(what, with);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
