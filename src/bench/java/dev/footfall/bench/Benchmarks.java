package dev.footfall.bench;

import static java.util.Arrays.copyOfRange;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Measures the service's own statements on a real PostgreSQL and prints Markdown. The first
 * argument makes it smaller: 0.1 is a tenth of the tables and of the times. The others name the
 * parts to run; without any, all run.
 *
 * <pre>
 * ./mvnw -q -B -Pbench test-compile exec:java [-Dexec.args='0.1 count insert figures shards reads months bots']
 * </pre>
 */
public final class Benchmarks {
  private static final String[] PARTS = {
    "count", "insert", "figures", "shards", "reads", "months", "bots"
  };

  private Benchmarks() {}

  public static void main(String[] args) throws Exception {
    Scale scale = Scale.of(args.length > 0 ? Double.parseDouble(args[0]) : 1);
    Set<String> parts = Set.of(args.length > 1 ? copyOfRange(args, 1, args.length) : PARTS);
    PrintStream out = System.out;
    Instant start = Instant.now();
    try (BenchDatabase database = BenchDatabase.start()) {
      out.println("# Benchmarks\n");
      out.printf(
          "%d cores, PostgreSQL %s with fsync, %s %s. Medians of %d interleaved rounds; a noisy%n"
              + "machine shifts the numbers, so read the ratios.%n",
          Runtime.getRuntime().availableProcessors(),
          database.show("current_setting('server_version')"),
          System.getProperty("java.vm.name"),
          System.getProperty("java.vm.version"),
          scale.rounds());
      // Inserts go on top of the events that counting filled in.
      if (parts.contains("count")) {
        CountTime.run(database, scale, out);
      }
      if (parts.contains("insert")) {
        InsertRate.run(database, scale, out);
      }
      if (parts.contains("figures")) {
        FigureCost.run(database, scale, out);
      }
      if (parts.contains("shards")) {
        ShardRate.run(database, scale, out);
      }
      if (parts.contains("reads")) {
        ReadTime.run(database, scale, out);
      }
    }
    if (parts.contains("months")) {
      MonthStall.run(scale, out);
    }
    if (parts.contains("bots")) {
      BotTime.run(scale, out);
    }
    out.printf("%nTook %d s.%n", Duration.between(start, Instant.now()).toSeconds());
  }
}
