package dev.footfall.bench;

import dev.footfall.testsupport.FunctionProcess;
import dev.footfall.testsupport.FunctionZip;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Starts the packaged function again and again, as Lambda does, and in turn with it a minimal Node
 * function that does one plain INSERT ({@code src/bench/node-function}). Both get the same events
 * from the same driver and write to the same PostgreSQL. Then starts ours in each mode of the
 * queue. Prints Markdown; the argument is how many times to start each, 15 by default.
 *
 * <pre>./mvnw -q -B -Pcold-start test-compile exec:java [-Dexec.args=15]</pre>
 */
public final class ColdStart {
  private final BenchDatabase database;
  private final List<ColdRun> footfall = new ArrayList<>();
  private final List<ColdRun> node = new ArrayList<>();

  private ColdStart(BenchDatabase database) {
    this.database = database;
  }

  public static void main(String[] args) throws Exception {
    // Else the JDK's server waits 40 ms for an acknowledgement in the middle of each event.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    int starts = args.length > 0 ? Integer.parseInt(args[0]) : 15;
    try {
      FunctionZip zip = builtFunction();
      String nodeVersion = NodeFunction.install();
      try (BenchDatabase database = BenchDatabase.start()) {
        ColdStart measured = new ColdStart(database);
        measured.run(starts);
        measured.print(System.out, zip.isNative() ? "native" : "JVM", nodeVersion);
        QueueStart.run(database, starts, System.out);
      }
    } catch (MissingPartException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static FunctionZip builtFunction() throws IOException {
    try {
      return FunctionZip.built();
    } catch (NoSuchFileException e) {
      throw new MissingPartException(
          "There is no target/function.zip: build it with ./mvnw package, natively with -Dnative.");
    }
  }

  private void run(int starts) throws Exception {
    startFootfall(); // These two warm up the driver and count for nothing.
    startNode();
    for (int i = 0; i < starts; i++) {
      footfall.add(startFootfall());
      node.add(startNode());
    }
    checkStored("events", (starts + 1) * ColdRun.EVENTS);
    checkStored("plain", (starts + 1) * ColdRun.EVENTS);
  }

  private ColdRun startFootfall() throws Exception {
    return ColdRun.of(() -> FunctionProcess.start(database.port(), Map.of()));
  }

  private ColdRun startNode() throws Exception {
    return ColdRun.of(() -> NodeFunction.start(database.port()));
  }

  private void checkStored(String table, int sent) throws Exception {
    int stored = Integer.parseInt(database.show("count(*) FROM " + table));
    if (stored != sent) {
      throw new IllegalStateException(stored + " of " + sent + " events are in " + table);
    }
  }

  private void print(PrintStream out, String build, String nodeVersion) throws Exception {
    out.printf(
        "Footfall is a %s build. Node %s, PostgreSQL %s with fsync, %d cores. Medians (minimum to%n"
            + "maximum) of %d starts each, taken in turn. Ready is from the start of the process to its%n"
            + "first request for an event; by then both have a database connection. Warm are the %d%n"
            + "events after the first, one at a time. The ratio is Footfall's median to Node's.%n%n",
        build,
        nodeVersion,
        database.show("current_setting('server_version')"),
        Runtime.getRuntime().availableProcessors(),
        footfall.size(),
        ColdRun.WARM_EVENTS);
    out.printf("| | Footfall, %s build | Node, one plain INSERT | ratio |%n", build);
    out.println("|:--|--:|--:|--:|");
    printRow(out, "ready, ms", ColdRun::ready);
    printRow(out, "first event stored, ms", ColdRun::first);
    printRow(out, "warm event, median, ms", ColdRun::warmMedian);
    printRow(out, "warm event, p99, ms", ColdRun::warmP99);
    printRow(out, "peak memory, MB", ColdRun::peak);
  }

  private void printRow(PrintStream out, String name, ToDoubleFunction<ColdRun> figure) {
    out.printf(
        "| %s | %s | %s | %.2f |%n",
        name,
        ColdRun.cell(footfall, figure),
        ColdRun.cell(node, figure),
        ColdRun.median(footfall, figure) / ColdRun.median(node, figure));
  }
}
