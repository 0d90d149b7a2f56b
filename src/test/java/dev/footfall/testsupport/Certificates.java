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
import java.util.stream.Stream;

/** A certificate for {@code localhost} with its key, and the authority that signed it, as files. */
public final class Certificates {
  private static final String STORE_PASSWORD = "changeit";

  private final Path directory;

  public Certificates(Path directory) throws IOException, GeneralSecurityException {
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
    KeyStore trust = KeyStore.getInstance("JKS"); // Java reads its certificates without a password
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

  public String path(String name) {
    return directory.resolve(name).toString();
  }
}
