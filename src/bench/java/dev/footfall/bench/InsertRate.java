package dev.footfall.bench;

import java.io.PrintStream;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** How fast one connection stores events, by the size of the batch. */
final class InsertRate {
  private static final String PLAIN_INSERT =
      """
      INSERT INTO plain (id, session_id, campaign_id, event_type, event_time, metadata)
      SELECT id, session_id, campaign_id, event_type, event_time, metadata::jsonb
      FROM unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::timestamptz[], ?::text[])
        AS sent (id, session_id, campaign_id, event_type, event_time, metadata)
      ON CONFLICT DO NOTHING
      """;

  private InsertRate() {}

  static void run(BenchDatabase database, Scale scale, PrintStream out) throws Exception {
    UUID[] campaigns = Stream.generate(UUID::randomUUID).limit(20).toArray(UUID[]::new);
    String ours = BenchDatabase.statement("event.EventStore", "INSERT");
    out.printf("%n## Inserting, one connection, on top of %,d events%n%n", scale.largestTable());
    out.println("| batch | plain, events/s | Footfall, events/s | ratio |");
    out.println("|--:|--:|--:|--:|");
    for (int batch : new int[] {1, 25, 500}) {
      try (Connection first = database.connect();
          Connection second = database.connect()) {
        Rows plain = new Rows(first, PLAIN_INSERT, campaigns, Rows.TYPES.size());
        Rows footfall = new Rows(second, ours, campaigns, Rows.TYPES.size());
        List<Rounds.Measure> rivals = new ArrayList<>();
        rivals.add(() -> rate(plain, batch, scale.millis()));
        rivals.add(() -> rate(footfall, batch, scale.millis()));
        List<Double> rates = Rounds.medians(scale.rounds(), rivals);
        out.printf(
            "| %d | %,.0f | %,.0f | %.2f |%n",
            batch, rates.get(0), rates.get(1), rates.get(1) / rates.get(0));
      }
    }
  }

  private static double rate(Rows rows, int batch, long millis) throws Exception {
    long start = System.nanoTime();
    long end = start + millis * 1_000_000;
    long events = 0;
    while (System.nanoTime() < end) {
      rows.insert(batch);
      events += batch;
    }
    return events * 1e9 / (System.nanoTime() - start);
  }
}
