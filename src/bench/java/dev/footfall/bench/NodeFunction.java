package dev.footfall.bench;

import dev.footfall.function.FunctionProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The Node function that one would write instead, from {@code src/bench/node-function}. */
final class NodeFunction {
  private static final int OLDEST_NODE = 20;
  private static final Path SOURCE = Path.of("src/bench/node-function");
  private static final Path INSTALLED = Path.of("target/node-function");

  private NodeFunction() {}

  /** Installs it with its locked dependencies into {@code target}; returns the version of Node. */
  static String install() throws IOException, InterruptedException {
    Files.createDirectories(INSTALLED);
    for (String file : List.of("index.js", "package.json", "package-lock.json")) {
      Files.copy(
          SOURCE.resolve(file), INSTALLED.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    String version = run("node", "--version").replaceFirst("^v", "");
    if (Integer.parseInt(version.split("\\.")[0]) < OLDEST_NODE) {
      throw new MissingPartException(
          "Node %d or later is needed, and this is %s.".formatted(OLDEST_NODE, version));
    }
    run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    return version;
  }

  /** Starts it with its database at this port of the loopback interface. */
  static FunctionProcess start(int databasePort) throws IOException {
    return FunctionProcess.start(
        List.of("node", INSTALLED.resolve("index.js").toString()),
        Map.of(
            "DATABASE_URL",
            "postgresql://footfall_collector@127.0.0.1:" + databasePort + "/postgres"));
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Path output = INSTALLED.resolve(command[0] + ".log");
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(INSTALLED.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
    } catch (IOException e) {
      throw new MissingPartException(
          command[0] + " is missing: install Node " + OLDEST_NODE + " or later with npm.");
    }
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new MissingPartException(String.join(" ", command) + " did not end: see " + output);
    }
    if (process.exitValue() != 0) {
      throw new MissingPartException(String.join(" ", command) + " failed: see " + output);
    }
    return Files.readString(output, StandardCharsets.UTF_8).strip();
  }
}
