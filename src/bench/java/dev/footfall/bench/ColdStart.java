package dev.footfall.bench;

import dev.footfall.testsupport.FunctionProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * Starts the packaged function again and again, as Lambda does, and in turn with it a minimal Node
 * function that does one plain INSERT ({@code src/bench/node-function}). Both get the same events
 * from the same driver and write to the same PostgreSQL. Prints Markdown; the argument is how many
 * times to start each, 15 by default.
 *
 * <pre>./mvnw -q -B -Pcold-start test-compile exec:java [-Dexec.args=15]</pre>
 */
public final class ColdStart {
  private static final Duration MOST = Duration.ofSeconds(30);
  private static final int WARM_EVENTS = 200;
  private static final Path NODE_SOURCE = Path.of("src/bench/node-function");
  private static final Path NODE_FUNCTION = Path.of("target/node-function");

  private ColdStart() {}

  /** Starts a function of the one or the other kind. */
  private interface Starter {
    FunctionProcess start() throws IOException;
  }

  /** The figures of one start: milliseconds, and megabytes for the last. */
  private record Run(double ready, double first, double warm, double warmP99, double peak) {}

  public static void main(String[] args) throws Exception {
    // Else the JDK's server waits 40 ms for an acknowledgement in the middle of each event.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    int starts = args.length > 0 ? Integer.parseInt(args[0]) : 15;
    setUpNode();
    try (BenchDatabase database = BenchDatabase.start()) {
      Starter ours = () -> FunctionProcess.start(database.port(), Map.of());
      Starter node = () -> startNode(database.port());
      run(ours); // warms this driver up
      run(node);
      List<Run> ourRuns = new ArrayList<>();
      List<Run> nodeRuns = new ArrayList<>();
      for (int i = 0; i < starts; i++) {
        ourRuns.add(run(ours));
        nodeRuns.add(run(node));
      }
      print(System.out, ourRuns, nodeRuns);
    }
  }

  private static void setUpNode() throws Exception {
    Files.createDirectories(NODE_FUNCTION);
    for (String file : List.of("index.js", "package.json", "package-lock.json")) {
      Files.copy(
          NODE_SOURCE.resolve(file),
          NODE_FUNCTION.resolve(file),
          StandardCopyOption.REPLACE_EXISTING);
    }
    Process npm =
        new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--silent")
            .directory(NODE_FUNCTION.toFile())
            .inheritIO()
            .start();
    if (!npm.waitFor(5, TimeUnit.MINUTES) || npm.exitValue() != 0) {
      throw new IllegalStateException("npm ci failed in " + NODE_FUNCTION);
    }
  }

  private static FunctionProcess startNode(int databasePort) throws IOException {
    return FunctionProcess.start(
        List.of("node", NODE_FUNCTION.resolve("index.js").toString()),
        Map.of("DATABASE_URL", "postgresql://postgres@127.0.0.1:" + databasePort + "/postgres"));
  }

  private static Run run(Starter starter) throws Exception {
    try (FunctionProcess function = starter.start()) {
      double ready = function.initialisation(MOST).toNanos() / 1e6;
      double first = invoke(function);
      double[] warm = new double[WARM_EVENTS];
      for (int i = 0; i < warm.length; i++) {
        warm[i] = invoke(function);
      }
      return new Run(
          ready,
          first,
          Quantiles.of(warm, 0.5),
          Quantiles.of(warm, 0.99),
          function.peakMemory() / 1e6);
    }
  }

  private static double invoke(FunctionProcess function) throws Exception {
    String event = event();
    long start = System.nanoTime();
    String answer = function.invoke(event).get(MOST.toMillis(), TimeUnit.MILLISECONDS);
    double millis = (System.nanoTime() - start) / 1e6;
    if (!answer.contains("\"statusCode\":201")) {
      throw new IllegalStateException(answer);
    }
    return millis;
  }

  /** A page view, as API Gateway hands it over (payload format 2.0). */
  private static String event() {
    return """
    {"version":"2.0","routeKey":"$default","rawPath":"/v1/events","rawQueryString":"",
     "headers":{"content-type":"application/json"},
     "requestContext":{"http":{"method":"POST","path":"/v1/events","sourceIp":"203.0.113.7"}},
     "body":"{\\"id\\":\\"%s\\",\\"session_id\\":\\"%s\\",\\"campaign_id\\":\\"%s\\",\\"event_type\\":\\"page_view\\",\\"event_time\\":\\"%s\\"}",
     "isBase64Encoded":false}
    """
        .formatted(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), Instant.now());
  }

  private static void print(PrintStream out, List<Run> ours, List<Run> node) throws IOException {
    out.printf(
        "Footfall is a %s build. %d starts each, in turn, on %d cores: median (minimum to maximum).%n"
            + "Ready is from the start of the process to its first request for an event; a database%n"
            + "connection is open by then. Warm are %d events, one after the other.%n%n",
        FunctionProcess.isNative() ? "native" : "JVM",
        ours.size(),
        Runtime.getRuntime().availableProcessors(),
        WARM_EVENTS);
    out.println("| | Footfall | Node, one plain INSERT | ratio |");
    out.println("|:--|--:|--:|--:|");
    line(out, "ready, ms", ours, node, Run::ready);
    line(out, "first event stored, ms", ours, node, Run::first);
    line(out, "warm event, median, ms", ours, node, Run::warm);
    line(out, "warm event, p99, ms", ours, node, Run::warmP99);
    line(out, "peak memory, MB", ours, node, Run::peak);
  }

  private static void line(
      PrintStream out, String name, List<Run> ours, List<Run> node, ToDoubleFunction<Run> figure) {
    double[] our = ours.stream().mapToDouble(figure).toArray();
    double[] theirs = node.stream().mapToDouble(figure).toArray();
    out.printf(
        "| %s | %s | %s | %.2f |%n",
        name, cell(our), cell(theirs), Quantiles.of(our, 0.5) / Quantiles.of(theirs, 0.5));
  }

  private static String cell(double[] values) {
    return "%.1f (%.1f to %.1f)"
        .formatted(Quantiles.of(values, 0.5), Quantiles.of(values, 0), Quantiles.of(values, 1));
  }
}
