package dev.footfall.testsupport;

import io.smallrye.common.io.Files2;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A {@code function.zip}, unpacked once, as Lambda does before it starts any process from it. */
public record FunctionZip(Path directory) {
  private static final Path BUILT = Path.of("target/function.zip");
  private static final Path UNPACKED = Path.of("target/function");

  private static FunctionZip built;

  /** The zip that the build made, unpacked at the first call. */
  public static synchronized FunctionZip built() throws IOException {
    if (built == null) {
      built = unpack(BUILT, UNPACKED);
    }
    return built;
  }

  /** Replaces the directory with the content of the zip. */
  static FunctionZip unpack(Path from, Path directory) throws IOException {
    try (InputStream in = Files.newInputStream(from);
        ZipInputStream zip = new ZipInputStream(in)) {
      if (Files.exists(directory)) {
        Files2.deleteRecursively(directory);
      }
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = directory.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          Files.copy(zip, file);
          file.toFile().setExecutable(entry.getName().equals("bootstrap"));
        }
      }
    }
    return new FunctionZip(directory);
  }

  public boolean isNative() {
    return Files.exists(bootstrap());
  }

  /** Starts it: a native build as it is, a JVM build in {@link HandlerLoop}. */
  List<String> command() {
    if (isNative()) {
      return List.of(bootstrap().toString());
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes =
        String.join(
            File.pathSeparator, directory.toString(), directory + "/lib/*", "target/test-classes");
    return List.of(
        java,
        "-XX:TieredStopAtLevel=1",
        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
        "-cp",
        classes,
        HandlerLoop.class.getName());
  }

  private Path bootstrap() {
    return directory.resolve("bootstrap");
  }
}
