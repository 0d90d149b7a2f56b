package dev.footfall.bench;

import dev.footfall.testsupport.FunctionProcess;
import dev.footfall.testsupport.QueueServer;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What the queue's modes cost a start and an event: starts the packaged collector in each mode in
 * turn, with a queue server beside it.
 */
final class QueueStart {
  private static final List<String> MODES = List.of("never", "outage", "always");

  private final Map<String, List<ColdRun>> runs = new TreeMap<>();

  static void run(BenchDatabase database, int starts, PrintStream out) throws Exception {
    QueueStart measured = new QueueStart();
    try (QueueServer queue = new QueueServer(30)) {
      for (int i = 0; i <= starts; i++) {
        for (String mode : MODES) {
          ColdRun run =
              ColdRun.of(() -> FunctionProcess.start(database.port(), queue.environment(mode)));
          if (i > 0) { // The first warms up the driver.
            measured.runs.computeIfAbsent(mode, m -> new ArrayList<>()).add(run);
          }
        }
      }
      int queued = (starts + 1) * ColdRun.EVENTS;
      if (queue.size(queue.queue()) != queued) {
        throw new IllegalStateException("the queue does not hold " + queued + " messages");
      }
    }
    measured.print(out, starts);
  }

  private void print(PrintStream out, int starts) {
    out.printf("%nBy the queue's mode, %d starts each, in turn:%n%n", starts);
    out.printf("| | %s |%n", String.join(" | ", MODES));
    out.printf("|:--|%s%n", "--:|".repeat(MODES.size()));
    printRow(out, "ready, ms", ColdRun::ready);
    printRow(out, "first event answered, ms", ColdRun::first);
    printRow(out, "warm event, median, ms", ColdRun::warmMedian);
    printRow(out, "warm event, p99, ms", ColdRun::warmP99);
    printRow(out, "peak memory, MB", ColdRun::peak);
  }

  private void printRow(PrintStream out, String name, ToDoubleFunction<ColdRun> figure) {
    out.printf(
        "| %s | %s |%n",
        name,
        MODES.stream()
            .map(mode -> ColdRun.cell(runs.get(mode), figure))
            .collect(Collectors.joining(" | ")));
  }
}
