package dev.footfall.testsupport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A PostgreSQL of a test's own to which the collector connects over TLS and with a password only.
 * Its certificate is for {@code localhost}, signed by an authority that no JDK knows.
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

  /** Changes the collector's password; open connections stay. */
  public void setPassword(String password) {
    server.execute("ALTER ROLE footfall_collector PASSWORD '" + password + "'");
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  /**
   * A certificate for {@code localhost} with its key, and the authority that signed it, as files.
   */
  private static final class Certificates {
    private static final String STORE_PASSWORD = "changeit";

    private final Path directory;

    Certificates(Path directory) throws IOException, GeneralSecurityException {
      this.directory = directory;
      keytool("-genkeypair -alias authority -dname CN=authority -ext bc:c");
      keytool(
          "-genkeypair -alias server -dname CN=server -ext san=dns:localhost -signer authority");
      char[] password = STORE_PASSWORD.toCharArray();
      KeyStore keys = KeyStore.getInstance(directory.resolve("keys.p12").toFile(), password);
      Certificate authority = keys.getCertificate("authority");
      pem("authority.pem", "CERTIFICATE", authority.getEncoded());
      pem("server.pem", "CERTIFICATE", keys.getCertificate("server").getEncoded());
      pem("server.key", "PRIVATE KEY", keys.getKey("server", password).getEncoded());
      KeyStore trust = KeyStore.getInstance("JKS"); // readable without its password
      trust.load(null, null);
      trust.setCertificateEntry("authority", authority);
      try (var file = Files.newOutputStream(directory.resolve("trust.jks"))) {
        trust.store(file, password);
      }
    }

    /** Only this tool of the JDK makes certificates. */
    private void keytool(String arguments) throws IOException {
      String more = arguments + " -keyalg EC -keystore keys.p12 -storepass " + STORE_PASSWORD;
      List<String> command = new ArrayList<>(List.of(more.split(" ")));
      command.add(0, Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes());
      if (process.onExit().join().exitValue() != 0) {
        throw new IOException(said);
      }
    }

    /** Readable by its owner only, or the server refuses the key. */
    private void pem(String name, String type, byte[] content) throws IOException {
      Path file =
          Files.createFile(
              directory.resolve(name),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      String text = Base64.getMimeEncoder().encodeToString(content);
      Files.writeString(
          file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, text, type));
    }

    String path(String name) {
      return directory.resolve(name).toString();
    }
  }
}
