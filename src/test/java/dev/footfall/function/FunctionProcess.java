package dev.footfall.function;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The packaged function as a process of its own: the native one, or the JVM's where there is none.
 */
public final class FunctionProcess implements AutoCloseable {
  private final Process process;

  private FunctionProcess(Process process) {
    this.process = process;
  }

  /** Starts what lies unpacked in a folder; its log goes to a file there. */
  public static FunctionProcess start(
      Path function, RuntimeApi api, Map<String, String> environment) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command(function));
    builder.environment().put("AWS_LAMBDA_RUNTIME_API", api.address());
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(function.resolve("log").toFile()));
    return new FunctionProcess(builder.directory(function.toFile()).start());
  }

  public static boolean isNative(Path function) {
    return Files.exists(function.resolve("bootstrap"));
  }

  private static List<String> command(Path function) throws IOException {
    if (isNative(function)) {
      return List.of(function.resolve("bootstrap").toString());
    }
    List<String> classpath = new ArrayList<>(List.of(function.toString()));
    try (Stream<Path> jars = Files.list(function.resolve("lib"))) {
      jars.map(Path::toString).sorted().forEach(classpath::add);
    }
    classpath.add(Path.of("target/test-classes").toAbsolutePath().toString());
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return List.of(
        java, "-cp", String.join(File.pathSeparator, classpath), JvmBootstrap.class.getName());
  }

  /** Unpacks {@code function.zip}. */
  public static Path unpack(Path zip, Path folder) throws IOException {
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path file = folder.resolve(entry.getName()).normalize();
        if (!file.startsWith(folder)) {
          throw new IOException("outside of the folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          copy(in, file);
        }
      }
    }
    return folder;
  }

  private static void copy(InputStream in, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.copy(in, file);
    if (file.endsWith("bootstrap") && !file.toFile().setExecutable(true)) {
      throw new IOException("cannot be made executable: " + file);
    }
  }

  public long id() {
    return process.pid();
  }

  /** The most memory that it has held, in bytes, as Linux counts it; 0 elsewhere. */
  public long peakMemory() throws IOException {
    Path status = Path.of("/proc/" + process.pid() + "/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElse(0);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
