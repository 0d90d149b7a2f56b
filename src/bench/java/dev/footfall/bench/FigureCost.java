package dev.footfall.bench;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** What sessions, amounts and breakdowns cost an insert, against counting events alone. */
final class FigureCost {
  /** What the statement does with the events that it stored when it counts these alone. */
  private static final String COUNT_ALONE =
      """
      ), counted AS (
        INSERT INTO event_counts AS c (campaign_id, bucket, event_type, shard, n)
        SELECT campaign_id, date_bin('15 minutes', event_time, timestamptz '2000-01-01 00:00+00') AS bucket,
               event_type, pg_backend_pid() % 64, count(*)
        FROM stored GROUP BY campaign_id, event_type, bucket ORDER BY campaign_id, bucket, event_type
        ON CONFLICT (campaign_id, split, bucket, event_type, currency, hash, shard) DO UPDATE SET n = c.n + excluded.n
      )
      SELECT id, created_at FROM stored""";

  private static final String FIGURES =
      """
      ,
                    breakdown_of(metadata, created_at) AS breakdown, amount_of(metadata, created_at) AS amount,
                    metadata ->> 'currency' AS currency""";

  private static final String DECLARE =
      """
      SELECT declare_keys('amount', '{price}'),
             declare_keys('breakdown', '{utm_source,utm_medium,utm_campaign,referrer}')
      """;

  /** A key counts from a minute after it is declared. */
  private static final String WAIT =
      "SELECT pg_sleep(extract(epoch FROM max(start) - now()) + 1) FROM declarations";

  /** Of 25 events of a session eight tell where it came from, and one has a price. */
  private static final List<String> METADATA =
      Stream.of(
              List.of("{\"path\":\"/done\",\"price\":\"39.90\",\"currency\":\"EUR\"}"),
              Collections.nCopies(
                  8,
                  "{\"path\":\"/summer/shoes\",\"title\":\"Shoes\",\"utm_source\":\"google\","
                      + "\"utm_medium\":\"cpc\",\"utm_campaign\":\"spring\","
                      + "\"referrer\":\"https://www.google.com/\"}"),
              Collections.nCopies(16, "{\"path\":\"/summer/shoes\",\"title\":\"Shoes\"}"))
          .flatMap(List::stream)
          .toList();

  private static final List<String> NAMES =
      List.of("events alone", "and sessions", "and amounts", "and four keys");

  private final BenchDatabase database;
  private final Scale scale;
  private final UUID[] campaigns = Stream.generate(UUID::randomUUID).limit(20).toArray(UUID[]::new);
  private final List<String> inserts = new ArrayList<>();

  private FigureCost(BenchDatabase database, Scale scale) {
    this.database = database;
    this.scale = scale;
  }

  static void run(BenchDatabase database, Scale scale, PrintStream out) throws Exception {
    database.execute(DECLARE);
    database.execute(WAIT);
    FigureCost cost = new FigureCost(database, scale);
    cost.define();
    out.printf(
        "%n## What each figure costs an insert, on top of %s events%n%n",
        database.show("to_char(count(*), 'FM999,999,999') FROM events"));
    out.println("| connections | batch | events alone, events/s | " + later("ratio") + " |");
    out.println("|--:|--:|--:|--:|--:|--:|");
    for (int connections : new int[] {1, 4, 16}) {
      for (int batch : new int[] {1, 25, 500}) {
        out.println(cost.rates(connections, batch));
      }
    }
    out.println(
        "\n| batch | CPU µs an event, events alone | "
            + later("CPU")
            + " | "
            + "WAL bytes an event, events alone | "
            + later("WAL")
            + " |");
    out.println("|--:|" + "--:|".repeat(2 * NAMES.size()));
    for (int batch : new int[] {1, 25, 500}) {
      out.println(cost.parts(batch));
    }
  }

  private static String later(String what) {
    return String.join(" | ", NAMES.subList(1, 4).stream().map(n -> n + ", " + what).toList());
  }

  /** Functions that do the same with fewer figures. */
  private void define() throws Exception {
    String whole = database.definition("store_events_with_3");
    String alone =
        BenchDatabase.replaced(
                whole.substring(0, whole.indexOf("  ), stepped AS")) + COUNT_ALONE, FIGURES, "")
            + whole.substring(whole.indexOf(";\nEND"));
    String amounts =
        BenchDatabase.replaced(whole, "breakdown_of(metadata, created_at)", "NULL::text[]");
    String sessions =
        BenchDatabase.replaced(amounts, "amount_of(metadata, created_at)", "NULL::numeric");
    List<String> functions = List.of(alone, sessions, amounts, whole);
    for (int i = 0; i < functions.size(); i++) {
      String name = "store_events_with_" + i;
      database.execute(functions.get(i).replace("store_events_with_3", name));
      inserts.add(BenchDatabase.storing(name));
    }
  }

  private Rows rows(Connection connection, String insert) throws SQLException {
    return new Rows(connection, insert, campaigns, Rows.TYPES.size(), METADATA);
  }

  private String rates(int connections, int batch) throws Exception {
    List<Writers> writers = new ArrayList<>();
    try {
      List<Rounds.Measure<Double>> rivals = new ArrayList<>();
      for (String insert : inserts) {
        Writers these = new Writers(database, connections, c -> rows(c, insert));
        writers.add(these);
        rivals.add(() -> these.rate(batch, scale.millis()));
      }
      List<Double> rates = Rounds.medians(scale.rounds(), rivals);
      return "| %d | %d | %,.0f |".formatted(connections, batch, rates.get(0)) + ratios(rates);
    } finally {
      for (Writers these : writers) {
        these.close();
      }
    }
  }

  private String parts(int batch) throws Exception {
    List<Connection> connections = new ArrayList<>();
    try {
      List<Rounds.Measure<Cost>> rivals = new ArrayList<>();
      for (String insert : inserts) {
        Connection connection = database.connect();
        connections.add(connection);
        Rows rows = rows(connection, insert);
        rivals.add(() -> Cost.of(rows, batch, scale.millis()));
      }
      List<List<Cost>> costs = Rounds.run(scale.rounds(), rivals);
      List<Double> cpu = costs.stream().map(c -> Rounds.median(c, Cost::cpuMicros)).toList();
      List<Double> wal = costs.stream().map(c -> Rounds.median(c, Cost::walBytes)).toList();
      return "| %d | %,.1f |".formatted(batch, cpu.get(0))
          + ratios(cpu)
          + " %,.0f |".formatted(wal.get(0))
          + ratios(wal);
    } finally {
      for (Connection connection : connections) {
        connection.close();
      }
    }
  }

  private static String ratios(List<Double> values) {
    return String.join(
        "",
        values.subList(1, values.size()).stream()
            .map(value -> " %.2f |".formatted(value / values.get(0)))
            .toList());
  }
}
