package dev.footfall.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** How fast 32 connections store single events of one campaign and type, by counter shards. */
final class ShardRate {
  private static final int CONNECTIONS = 32;
  private static final int[] SHARDS = {1, 4, 16, 64};

  private ShardRate() {}

  static void run(BenchDatabase database, Scale scale, PrintStream out) throws Exception {
    out.printf("%n## One campaign and type, %d connections, single events/s%n%n", CONNECTIONS);
    out.println("| a commit takes | 1 shard | 4 | 16 | 64 | 64 against 1 |");
    out.println("|:--|--:|--:|--:|--:|--:|");
    measure(database, scale, 0, "as is", out);
    measure(database, scale, 3000, "3 ms more (`commit_delay`)", out);
  }

  private static void measure(
      BenchDatabase database, Scale scale, int delayMicros, String name, PrintStream out)
      throws Exception {
    database.execute("ALTER DATABASE postgres SET commit_delay = " + delayMicros);
    database.execute("ALTER DATABASE postgres SET commit_siblings = 0");
    List<Writers> writers = new ArrayList<>();
    try {
      List<Rounds.Measure<Double>> rivals = new ArrayList<>();
      for (int shards : SHARDS) {
        Writers over = writers(database, shards);
        writers.add(over);
        rivals.add(() -> over.rate(1, scale.millis()));
      }
      List<Double> rates = Rounds.medians(scale.rounds(), rivals);
      out.printf(
          "| %s | %,.0f | %,.0f | %,.0f | %,.0f | %.1f |%n",
          name,
          rates.get(0),
          rates.get(1),
          rates.get(2),
          rates.get(3),
          rates.get(3) / rates.get(0));
    } finally {
      for (Writers over : writers) {
        over.close();
      }
    }
  }

  private static Writers writers(BenchDatabase database, int shards) throws Exception {
    String name = "store_events_over_" + shards;
    database.execute(
        BenchDatabase.replaced(
            database.definition(name), "pg_backend_pid() % 64", "pg_backend_pid() % " + shards));
    String insert = BenchDatabase.storing(name);
    UUID[] campaign = {UUID.randomUUID()};
    return new Writers(
        database, CONNECTIONS, connection -> new Rows(connection, insert, campaign, 1));
  }
}
