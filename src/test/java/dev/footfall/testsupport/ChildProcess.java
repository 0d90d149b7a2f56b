package dev.footfall.testsupport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that a test starts, signals and ends by its id; it ends with the JVM at the latest. */
public final class ChildProcess implements AutoCloseable {
  private final Process process;
  private final Path output;
  private final Thread atExit;

  private ChildProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
    this.atExit = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  public static ChildProcess start(
      List<String> command, Map<String, String> environment, Path output) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    return new ChildProcess(builder.start(), output);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  void onExit(Runnable action) {
    process.onExit().thenRun(action);
  }

  public String output() throws IOException {
    return Files.readString(output);
  }

  /** Waits up to ten seconds until the process listens on a port of the loopback interface. */
  void awaitPort(int port) throws IOException, InterruptedException {
    for (int i = 0; i < 100 && isAlive(); i++) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (IOException e) {
        Thread.sleep(100);
      }
    }
    throw new IllegalStateException("nobody listens on port " + port + ": " + output());
  }

  public void signal(String name) throws IOException, InterruptedException {
    signal(name, process.pid());
  }

  public static void signal(String name, long pid) throws IOException, InterruptedException {
    // The shell's own: as a program of its own, kill is not everywhere.
    int exit = new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid).start().waitFor();
    if (exit != 0) {
      throw new IllegalStateException("kill -" + name + " " + pid + " gave " + exit);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  /** Its peak memory in bytes, as Linux reports it; 0 on other systems. */
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
}
