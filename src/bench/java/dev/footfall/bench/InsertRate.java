package dev.footfall.bench;

import java.io.PrintStream;
import java.sql.Connection;
import java.util.List;
import java.util.UUID;
import java.util.function.ToDoubleFunction;
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

  private static final List<Column> COLUMNS =
      List.of(
          new Column("events/s", "%,.0f", Cost::rate),
          new Column("CPU µs an event", "%,.1f", Cost::cpuMicros),
          new Column("WAL bytes an event", "%,.0f", Cost::walBytes));

  private InsertRate() {}

  static void run(BenchDatabase database, Scale scale, PrintStream out) throws Exception {
    UUID[] campaigns = Stream.generate(UUID::randomUUID).limit(20).toArray(UUID[]::new);
    String ours = BenchDatabase.statement("event.EventStore", "INSERT");
    out.printf(
        "%n## Inserting, one connection, on top of %s events%n%n",
        database.show("to_char(count(*), 'FM999,999,999') FROM plain"));
    out.print("| batch |");
    COLUMNS.forEach(column -> out.printf(" plain, %s | Footfall | ratio |", column.name));
    out.println("\n|--:|" + "--:|".repeat(3 * COLUMNS.size()));
    for (int batch : new int[] {1, 25, 500}) {
      try (Connection first = database.connect();
          Connection second = database.connect()) {
        Rows plain = new Rows(first, PLAIN_INSERT, campaigns, Rows.TYPES.size());
        Rows footfall = new Rows(second, ours, campaigns, Rows.TYPES.size());
        List<List<Cost>> costs =
            Rounds.run(
                scale.rounds(),
                List.of(
                    () -> Cost.of(plain, batch, scale.millis()),
                    () -> Cost.of(footfall, batch, scale.millis())));
        out.printf("| %d |", batch);
        COLUMNS.forEach(column -> out.print(column.cells(costs.get(0), costs.get(1))));
        out.println();
      }
    }
  }

  private record Column(String name, String format, ToDoubleFunction<Cost> part) {
    String cells(List<Cost> plain, List<Cost> footfall) {
      double before = Rounds.median(plain, part);
      double ours = Rounds.median(footfall, part);
      return (" " + format + " | " + format + " | %.2f |").formatted(before, ours, ours / before);
    }
  }
}
