package dev.footfall.bench;

import java.io.PrintStream;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How fast 32 connections store single events of one campaign and type, by counter shards. */
final class ShardRate {
  private static final int CONNECTIONS = 32;
  private static final int[] SHARDS = {1, 4, 16, 64};

  private static final String DEFINITION = "pg_get_functiondef('store_events'::regproc)";

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
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
    List<Connection> connections = new ArrayList<>();
    try {
      List<Rounds.Measure<Double>> rivals = new ArrayList<>();
      for (int shards : SHARDS) {
        List<Rows> writers = writers(database, shards, connections);
        rivals.add(() -> rate(threads, writers, scale.millis()));
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
      threads.shutdownNow();
      for (Connection connection : connections) {
        connection.close();
      }
    }
  }

  private static List<Rows> writers(
      BenchDatabase database, int shards, List<Connection> connections) throws Exception {
    String insert = BenchDatabase.statement("event.EventStore", "INSERT");
    String name = "store_events_over_" + shards;
    database.execute(
        replaced(
            replaced(database.show(DEFINITION), "store_events", name),
            "pg_backend_pid() % 64",
            "pg_backend_pid() % " + shards));
    String resharded = replaced(insert, "store_events", name);
    UUID[] campaign = {UUID.randomUUID()};
    List<Rows> writers = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      Connection connection = database.connect();
      connections.add(connection);
      writers.add(new Rows(connection, resharded, campaign, 1));
    }
    return writers;
  }

  private static String replaced(String text, String what, String with) {
    if (!text.contains(what)) {
      throw new IllegalStateException("there is no " + what + " any more in " + text);
    }
    return text.replace(what, with);
  }

  private static double rate(ExecutorService threads, List<Rows> writers, long millis)
      throws Exception {
    long start = System.nanoTime();
    long end = start + millis * 1_000_000;
    List<Future<Long>> running = new ArrayList<>();
    for (Rows writer : writers) {
      running.add(
          threads.submit(
              () -> {
                long events = 0;
                while (System.nanoTime() < end) {
                  writer.insert(1);
                  events++;
                }
                return events;
              }));
    }
    long events = 0;
    for (Future<Long> writer : running) {
      events += writer.get();
    }
    return events * 1e9 / (System.nanoTime() - start);
  }
}
