package dev.footfall.testsupport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A PostgreSQL that the collector enters over TLS and with a password only. */
public final class TlsServer implements AutoCloseable {
  private static final String ACCESS =
      """
      host    all postgres           all trust
      hostssl all footfall_collector all scram-sha-256
      """;

  /** A trust store of this type can be read without its password. */
  private static final String NEW_KEY =
      "-genkeypair -alias server -dname CN=server -ext san=dns:localhost -ext bc:c -keyalg EC"
          + " -storetype JKS -keystore keys.jks -storepass changeit -keypass changeit";

  private final Path directory;
  private final PostgresServer server;

  /** Keeps its keys in this directory, which must be empty. */
  public TlsServer(Path directory) throws Exception {
    this.directory = directory;
    makeCertificate();
    Files.writeString(directory.resolve("pg_hba.conf"), ACCESS);
    server =
        PostgresServer.empty(
            Map.of(
                "ssl", "on",
                "ssl_cert_file", path("server.pem"),
                "ssl_key_file", path("server.key"),
                "hba_file", path("pg_hba.conf")));
    server.execute("CREATE ROLE footfall_collector LOGIN");
  }

  public int port() {
    return server.port();
  }

  /** The PEM file of the authority that signed its certificate. */
  public String authority() {
    return path("server.pem");
  }

  /** The same authority in a trust store of Java. */
  public String trustStore() {
    return path("keys.jks");
  }

  /** Changes the collector's password; open connections stay. */
  public void setPassword(String password) {
    server.execute("ALTER ROLE footfall_collector PASSWORD '" + password + "'");
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }

  /** Only the JDK's keytool makes certificates. */
  private void makeCertificate() throws Exception {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    List<String> command = List.of((keytool + " " + NEW_KEY).split(" "));
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IOException(output);
    }
    char[] password = "changeit".toCharArray();
    KeyStore keys = KeyStore.getInstance(directory.resolve("keys.jks").toFile(), password);
    pem("server.pem", "CERTIFICATE", keys.getCertificate("server").getEncoded());
    pem("server.key", "PRIVATE KEY", keys.getKey("server", password).getEncoded());
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

  @Override
  public void close() throws IOException {
    server.close();
  }
}
