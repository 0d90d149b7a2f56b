package dev.footfall.testsupport;

import static dev.footfall.testsupport.Together.until;

import io.smallrye.common.io.Files2;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A test's own PostgreSQL, which can crash, start again on the same port, and show its log. */
public final class PostgresServer extends Owner implements AutoCloseable {
  private final int port;
  private final Path data;
  private final Map<String, String> configuration;
  private EmbeddedPostgres server;

  private PostgresServer(int port, Path data, Map<String, String> configuration) {
    super(source("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres"));
    this.port = port;
    this.data = data;
    this.configuration = configuration;
  }

  /** Starts one with the real migrations. */
  public static PostgresServer start() throws IOException {
    PostgresServer postgres = empty(Map.of());
    postgres.migrate();
    postgres.keepMonths(13, 1);
    return postgres;
  }

  /** Starts one without a schema, with these settings beside the usual ones. */
  public static PostgresServer empty(Map<String, String> configuration) throws IOException {
    Path data = Files.createTempDirectory("postgres");
    PostgresServer postgres = new PostgresServer(Loopback.freePort(), data, configuration);
    postgres.startAgain();
    return postgres;
  }

  public void startAgain() throws IOException {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setPort(port)
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            // What was acknowledged before a crash is there after it, as in production.
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("logging_collector", "on")
            .setServerConfig("log_destination", "jsonlog")
            .setServerConfig("log_filename", "server.log");
    configuration.forEach(builder::setServerConfig);
    server = builder.start();
  }

  /** Stops at once, as in a crash; the next start recovers. */
  public void crash() throws Exception {
    long postmaster = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0));
    ChildProcess.signal("QUIT", postmaster);
    until(() -> !Files.exists(data.resolve("postmaster.pid")), "the server does not stop");
    server.close();
  }

  public int port() {
    return port;
  }

  /** The log up to now, one JSON object a line; waits until the server has written it. */
  public List<String> log() throws Exception {
    String marker = UUID.randomUUID().toString();
    execute("SET log_statement = 'all'; SELECT '" + marker + "'");
    Path log = data.resolve("log").resolve("server.json");
    until(() -> Files.readString(log).contains(marker), "the server does not write its log");
    return Files.readAllLines(log);
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files2.deleteRecursively(data);
  }
}
