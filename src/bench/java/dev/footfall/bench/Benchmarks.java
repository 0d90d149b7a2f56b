package dev.footfall.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/**
 * Measures the service's own statements on a real PostgreSQL and prints Markdown. The argument, 1
 * by default, which takes some seven minutes on two cores, makes it smaller: 0.1 takes one.
 *
 * <pre>./mvnw -q -B -Pbench test-compile exec:java [-Dexec.args=0.1]</pre>
 */
public final class Benchmarks {
  private Benchmarks() {}

  public static void main(String[] args) throws Exception {
    Scale scale = Scale.of(args.length > 0 ? Double.parseDouble(args[0]) : 1);
    PrintStream out = System.out;
    Instant start = Instant.now();
    try (BenchDatabase database = BenchDatabase.start()) {
      out.println("# Benchmarks\n");
      out.println("Run with `./mvnw -q -B -Pbench test-compile exec:java [-Dexec.args=0.1]`.");
      out.printf(
          "%d cores, PostgreSQL %s with fsync, %s %s. Medians of %d interleaved rounds; a noisy%n"
              + "machine shifts the numbers, so read the ratios.%n",
          Runtime.getRuntime().availableProcessors(),
          database.show("current_setting('server_version')"),
          System.getProperty("java.vm.name"),
          System.getProperty("java.vm.version"),
          scale.rounds());
      CountTime.run(database, scale, out);
      InsertRate.run(database, scale, out);
      ShardRate.run(database, scale, out);
      out.printf("%nTook %d s.%n", Duration.between(start, Instant.now()).toSeconds());
    }
  }
}
