package dev.footfall.testsupport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;

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

  /**
   * A certificate for {@code localhost} with its key, and the authority that signed it, as files.
   */
  private static final class Certificates {
    private static final String STORE_PASSWORD = "changeit";

    private final Path directory;

    Certificates(Path directory) throws IOException, GeneralSecurityException {
      this.directory = directory;
      keytool("-genkeypair", "-alias", "authority", "-dname", "CN=authority", "-ext", "bc:c");
      keytool(
          "-genkeypair -alias server -dname CN=server -ext san=dns:localhost -signer authority"
              .split(" "));
      KeyStore keys = KeyStore.getInstance("PKCS12");
      try (InputStream file = Files.newInputStream(directory.resolve("keys.p12"))) {
        keys.load(file, STORE_PASSWORD.toCharArray());
      }
      Certificate authority = keys.getCertificate("authority");
      pem("authority.pem", "CERTIFICATE", authority.getEncoded());
      pem("server.pem", "CERTIFICATE", keys.getCertificate("server").getEncoded());
      pem(
          "server.key",
          "PRIVATE KEY",
          keys.getKey("server", STORE_PASSWORD.toCharArray()).getEncoded());
      KeyStore trust =
          KeyStore.getInstance("JKS"); // Java reads its certificates without a password
      trust.load(null, null);
      trust.setCertificateEntry("authority", authority);
      try (var file = Files.newOutputStream(directory.resolve("trust.jks"))) {
        trust.store(file, STORE_PASSWORD.toCharArray());
      }
    }

    /** Java makes certificates with this tool only; a JDK has it beside {@code java}. */
    private void keytool(String... arguments) throws IOException {
      Stream<String> common =
          Stream.of("-keyalg", "EC", "-keystore", "keys.p12", "-storepass", STORE_PASSWORD);
      String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
      Process process =
          new ProcessBuilder(
                  Stream.of(Stream.of(tool), Stream.of(arguments), common)
                      .flatMap(part -> part)
                      .toList())
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes());
      if (process.onExit().join().exitValue() != 0) {
        throw new IOException(said);
      }
    }

    /** For the owner's eyes only: else the server refuses the key. */
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
