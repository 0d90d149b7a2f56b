package dev.footfall.testsupport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

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
  private final PostgresServer server;

  private TlsServer(Certificates certificates, PostgresServer server) {
    this.certificates = certificates;
    this.server = server;
  }

  /**
   * @param directory empty; for its keys
   */
  public static TlsServer start(Path directory) throws Exception {
    Certificates certificates = new Certificates(directory);
    Path access = Files.writeString(directory.resolve("pg_hba.conf"), ACCESS);
    PostgresServer server =
        PostgresServer.empty(
            Map.of(
                "ssl", "on",
                "ssl_cert_file", certificates.path("server.pem"),
                "ssl_key_file", certificates.path("server.key"),
                "hba_file", access.toString()));
    server.execute("CREATE ROLE footfall_collector LOGIN");
    return new TlsServer(certificates, server);
  }

  public int port() {
    return server.port();
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
  public void setPassword(String password) {
    server.execute("ALTER ROLE footfall_collector PASSWORD '" + password + "'");
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
