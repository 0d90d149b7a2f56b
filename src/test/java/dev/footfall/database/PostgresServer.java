package dev.footfall.database;

import dev.footfall.function.ChildProcess;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;

/**
 * A PostgreSQL with the real migrations that can crash and start again on the same port, and whose
 * log can be read.
 */
final class PostgresServer implements AutoCloseable {
  private final Path data;
  private final int port = FreePort.find();
  private EmbeddedPostgres server;

  private PostgresServer(Path data) {
    this.data = data;
  }

  static PostgresServer start() throws IOException {
    PostgresServer postgres = new PostgresServer(Files.createTempDirectory("postgres"));
    postgres.startAgain();
    Flyway.configure()
        .dataSource(postgres.server.getPostgresDatabase())
        .locations("filesystem:src/main/resources/db/migration")
        .placeholders(Map.of("months-to-keep", "2", "months-ahead", "1"))
        .load()
        .migrate();
    return postgres;
  }

  void startAgain() throws IOException {
    server =
        EmbeddedPostgres.builder()
            .setPort(port)
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            // What was acknowledged before a crash is there after it, as in production.
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("logging_collector", "on")
            .setServerConfig("log_destination", "jsonlog")
            .setServerConfig("log_filename", "server.log")
            .start();
  }

  /** Ends without a word to anybody, and recovers at its next start. */
  void crash() throws Exception {
    long postmaster = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0));
    ChildProcess.signal("QUIT", postmaster);
    for (int i = 0; i < 100 && Files.exists(data.resolve("postmaster.pid")); i++) {
      Thread.sleep(50);
    }
    server.close();
  }

  int port() {
    return port;
  }

  Connection connect() throws SQLException {
    return server.getPostgresDatabase().getConnection();
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  long events(UUID campaign) throws SQLException {
    return number("SELECT count(*) FROM events WHERE campaign_id = '" + campaign + "'");
  }

  long counted(UUID campaign) throws SQLException {
    return number(
        "SELECT coalesce(sum(n), 0) FROM event_counts WHERE campaign_id = '" + campaign + "'");
  }

  long number(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** The log up to now, one JSON object a line; the server writes it a little later. */
  List<String> log() throws Exception {
    String marker = UUID.randomUUID().toString();
    execute("SET log_statement = 'all'; SELECT '" + marker + "'");
    for (int i = 0; i < 100; i++) {
      List<String> lines = Files.readAllLines(data.resolve("log").resolve("server.json"));
      if (lines.stream().anyMatch(line -> line.contains(marker))) {
        return lines;
      }
      Thread.sleep(50);
    }
    throw new IllegalStateException("the server does not write its log");
  }

  @Override
  public void close() throws IOException {
    server.close();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
