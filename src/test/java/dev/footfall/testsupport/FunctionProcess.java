package dev.footfall.testsupport;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * What is deployed, {@code function.zip}, in a process of its own, which can be frozen and thawed.
 * A native build runs as it is; a JVM build in {@link HandlerLoop}.
 */
public final class FunctionProcess implements AutoCloseable {
  private static final Path ARTIFACT = Path.of("target/function.zip");

  private static final Path UNPACKED = Path.of("target/function");
  private static boolean unpacked;

  private final RuntimeApi api;
  private final Path directory;
  private final ChildProcess process;
  private final long startedAt;

  private FunctionProcess(RuntimeApi api, Path directory, ChildProcess process, long startedAt) {
    this.api = api;
    this.directory = directory;
    this.process = process;
    this.startedAt = startedAt;
  }

  /** Starts the collector with its database at this port of the loopback interface. */
  public static FunctionProcess start(int databasePort, Map<String, String> environment)
      throws IOException {
    unpack();
    Map<String, String> variables = new TreeMap<>(environment);
    variables.put("FOOTFALL_DATABASE_URL", "postgresql://127.0.0.1:" + databasePort + "/postgres");
    return start(command(UNPACKED), variables);
  }

  /** Starts any function: a program that asks Lambda's Runtime API for events. */
  public static FunctionProcess start(List<String> command, Map<String, String> environment)
      throws IOException {
    Path directory = Files.createTempDirectory("function");
    RuntimeApi api = RuntimeApi.start();
    Map<String, String> variables = new TreeMap<>(environment);
    variables.put("AWS_LAMBDA_RUNTIME_API", api.address());
    long startedAt = System.nanoTime();
    ChildProcess process = ChildProcess.start(command, variables, directory.resolve("output.txt"));
    return new FunctionProcess(api, directory, process, startedAt);
  }

  private static List<String> command(Path directory) {
    Path bootstrap = directory.resolve("bootstrap");
    if (Files.exists(bootstrap)) {
      return List.of(bootstrap.toString());
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

  /** Once for all processes of this JVM, as Lambda does before it starts any. */
  private static synchronized void unpack() throws IOException {
    if (unpacked) {
      return;
    }
    Folder.delete(UNPACKED);
    try (InputStream in = Files.newInputStream(ARTIFACT);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = UNPACKED.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(file);
        } else {
          Files.createDirectories(file.getParent());
          Files.copy(zip, file);
          file.toFile().setExecutable(entry.getName().equals("bootstrap"));
        }
      }
    }
    unpacked = true;
  }

  public CompletableFuture<String> invoke(String event) {
    if (!process.isAlive()) {
      throw new IllegalStateException("the function has ended");
    }
    return api.invoke(event);
  }

  /** Its answer to a request, for which it has a minute. */
  public Answer send(ApiGatewayEvent event) throws Exception {
    try {
      return Answer.of(invoke(event.toString()).get(60, TimeUnit.SECONDS));
    } catch (TimeoutException | IllegalStateException e) {
      throw new AssertionError("No answer came. The function's output:\n" + output(), e);
    }
  }

  /** How long its init took: from the start of its process to its first request for an event. */
  public Duration initialisation(Duration most) throws InterruptedException {
    return Duration.ofNanos(api.awaitReady(most) - startedAt);
  }

  /** Whether the artifact was compiled natively. */
  public static boolean isNative() throws IOException {
    try (ZipFile zip = new ZipFile(ARTIFACT.toFile())) {
      return zip.getEntry("bootstrap") != null;
    }
  }

  /** The most memory that it has held, in bytes, as Linux counts it; 0 elsewhere. */
  public long peakMemory() throws IOException {
    return process.peakMemory();
  }

  /** As Lambda does between two invocations. */
  public void freeze() throws Exception {
    process.signal("STOP");
  }

  public void thaw() throws Exception {
    process.signal("CONT");
  }

  public String output() throws IOException {
    return process.output();
  }

  @Override
  public void close() throws IOException {
    process.close();
    api.close();
    Folder.delete(directory);
  }
}
