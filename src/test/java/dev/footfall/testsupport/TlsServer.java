package dev.footfall.testsupport;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A PostgreSQL of a test's own that lets the collector in over TLS only and with a password only.
 * Its certificate is for {@code localhost}, signed by an authority that nobody else knows.
 */
public final class TlsServer implements AutoCloseable {
  private static final String ACCESS =
      """
      host    all postgres           all trust
      hostssl all footfall_collector all scram-sha-256
      """;

  private final Certificates certificates;
  private final EmbeddedPostgres server;

  private TlsServer(Path directory) throws IOException, GeneralSecurityException {
    certificates = new Certificates(directory);
    Path access = Files.writeString(directory.resolve("pg_hba.conf"), ACCESS);
    server =
        EmbeddedPostgres.builder()
            .setServerConfig("ssl", "on")
            .setServerConfig("ssl_cert_file", certificates.path("server.pem"))
            .setServerConfig("ssl_key_file", certificates.path("server.key"))
            .setServerConfig("hba_file", access.toString())
            .start();
  }

  /**
   * @param directory empty; for its keys
   */
  public static TlsServer start(Path directory) throws Exception {
    TlsServer server = new TlsServer(directory);
    server.run("CREATE ROLE footfall_collector LOGIN");
    return server;
  }

  public int port() {
    return server.getPort();
  }

  /** The PEM file of the authority that signed its certificate. */
  public String authority() {
    return certificates.path("authority.pem");
  }

  /** The same authority as a trust store of Java. */
  public String trustStore() {
    return certificates.path("trust.jks");
  }

  /** From now on; connections that are there stay. */
  public void setPassword(String password) throws SQLException {
    run("ALTER ROLE footfall_collector PASSWORD '" + password + "'");
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void run(String sql) throws SQLException {
    try (Connection owner = server.getPostgresDatabase().getConnection();
        Statement statement = owner.createStatement()) {
      statement.execute(sql);
    }
  }
}
