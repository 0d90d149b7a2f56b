package dev.footfall.bench;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** How long a campaign's counts of 30 days take, by how many events there are. */
final class CountTime {
  /**
   * Events in the order of their time, as they arrive, in sessions of 25. Half of all are the
   * campaign's; the others belong to a hundred more.
   */
  private static final String FILL =
      """
      INSERT INTO plain (id, session_id, campaign_id, event_type, event_time, metadata, created_at)
      SELECT uuidv7(ago),
             (left(min(uuidv7(ago)::text) OVER (PARTITION BY i / 25), 24) || left(md5((i / 25)::text), 12))::uuid,
             CASE WHEN i / 25 %% 2 = 0 THEN '%3$s'::uuid
               ELSE ('00000000-0000-4000-8000-' || lpad((i / 50 %% 100)::text, 12, '0'))::uuid END,
             ('{link_opened,page_view,product_view,add_to_cart,checkout_started,purchase_completed}'
               ::text[])[1 + i %% 6],
             now() + ago, '{"path":"/summer/shoes","title":"Shoes"}', now()
      FROM (SELECT i, (i - %2$d) * interval '29 days' / (%2$d - %1$d) AS ago
            FROM generate_series(%1$d, %2$d) i) f
      """;

  private static final List<String> COPY =
      List.of(
          """
          INSERT INTO events (id, session_id, campaign_id, event_type, event_time, metadata)
          SELECT id, session_id, campaign_id, event_type, event_time, metadata FROM plain p
          WHERE NOT EXISTS (SELECT FROM events e WHERE e.id = p.id) ORDER BY id
          """,
          """
          INSERT INTO session_steps (session_id, campaign_id, event_type, event_time)
          SELECT DISTINCT ON (session_id, campaign_id, step) session_id, campaign_id, step, event_time
          FROM plain CROSS JOIN LATERAL (VALUES (event_type), ('')) AS reached (step)
          ORDER BY session_id, campaign_id, step, event_time ON CONFLICT DO NOTHING
          """,
          "TRUNCATE event_counts, event_count_rollups",
          """
          INSERT INTO event_counts (campaign_id, bucket, event_type, shard, n, sessions)
          SELECT campaign_id, date_bin('15 minutes', event_time, '2000-01-01 00:00+00'),
                 event_type, 0, sum(n), sum(sessions)
          FROM (SELECT campaign_id, event_time, event_type, 1 AS n, 0 AS sessions FROM events
                UNION ALL SELECT campaign_id, event_time, event_type, 0, 1 FROM session_steps) figure
          GROUP BY 1, 2, 3 ORDER BY 2, 1, 3
          """,
          "SELECT fold_event_counts(1000000)",
          "VACUUM ANALYZE plain",
          "VACUUM ANALYZE events",
          "VACUUM ANALYZE session_steps",
          "VACUUM ANALYZE event_counts",
          "VACUUM ANALYZE event_count_rollups");

  private static final String EVENTS_SIZE =
      "(SELECT sum(pg_total_relation_size(relid))::bigint FROM (SELECT * FROM"
          + " pg_partition_tree('events') UNION ALL SELECT * FROM pg_partition_tree('session_steps')) t)";

  private static final String COUNTERS_SIZE =
      "pg_total_relation_size('event_counts') + pg_total_relation_size('event_count_rollups')";

  private static final String PLAIN_COUNT =
      """
      SELECT event_type, %s, count(*) AS n FROM plain
      WHERE campaign_id = ? AND event_time >= ? AND event_time < ? GROUP BY 1, 2 ORDER BY 1, 2
      """;

  private final BenchDatabase database;
  private final UUID campaign = UUID.randomUUID();
  private final Instant to = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1));
  private final Instant from = to.minus(Duration.ofDays(30));

  private CountTime(BenchDatabase database) {
    this.database = database;
  }

  static void run(BenchDatabase database, Scale scale, PrintStream out) throws Exception {
    out.println("\n## Counting 30 days of a campaign that has half of all events\n");
    out.println(
        "| events | total: plain, ms | Footfall, ms | ratio | by day: plain, ms | Footfall, ms | ratio |");
    out.println("|--:|--:|--:|--:|--:|--:|--:|");
    CountTime time = new CountTime(database);
    int filled = 0;
    for (int size : scale.tables()) {
      database.execute(FILL.formatted(filled + 1, size, time.campaign));
      for (String copy : COPY) {
        database.execute(copy);
      }
      filled = size;
      out.println(time.row(size, scale.rounds()));
    }
    out.printf(
        "%nBytes an event on disk, indexes included: plain %s, Footfall %s, of which counters %s.%n",
        database.show("pg_total_relation_size('plain') / " + filled),
        database.show("(" + EVENTS_SIZE + " + " + COUNTERS_SIZE + ") / " + filled),
        database.show("(" + COUNTERS_SIZE + ") / " + filled));
  }

  private String row(int size, int rounds) throws Exception {
    try (Connection connection = database.connect()) {
      PreparedStatement plainTotal = plain(connection, "1");
      PreparedStatement total = footfall(connection, campaign, null, days(1), from, to);
      PreparedStatement plainDays = plain(connection, "date_trunc('day', event_time, 'UTC')");
      PreparedStatement days = footfall(connection, campaign, null, days(30), from, to);
      if (sum(plainDays) != sum(days) || sum(plainTotal) != sum(total)) {
        throw new IllegalStateException("the two tables do not hold the same events");
      }
      List<Double> ms =
          Rounds.medians(
              2 * rounds + 1,
              List.of(
                  () -> millis(plainTotal),
                  () -> millis(total),
                  () -> millis(plainDays),
                  () -> millis(days)));
      return "| %,d | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f |"
          .formatted(
              size,
              ms.get(0),
              ms.get(1),
              ms.get(0) / ms.get(1),
              ms.get(2),
              ms.get(3),
              ms.get(2) / ms.get(3));
    }
  }

  private List<Instant> days(int number) {
    return IntStream.range(0, number).mapToObj(day -> from.plus(Duration.ofDays(day))).toList();
  }

  private PreparedStatement plain(Connection connection, String bucket) throws Exception {
    PreparedStatement count = connection.prepareStatement(PLAIN_COUNT.formatted(bucket));
    count.setObject(1, campaign);
    count.setTimestamp(2, Timestamp.from(from));
    count.setTimestamp(3, Timestamp.from(to));
    return count;
  }

  /** The service's own statement, its numbered parameters set by their numbers. */
  static PreparedStatement footfall(
      Connection connection,
      UUID campaign,
      String @Nullable [] types,
      List<Instant> starts,
      Instant from,
      Instant to)
      throws Exception {
    String sql = BenchDatabase.statement("count.CountStore", "COUNT");
    Object[] values = {
      campaign,
      types == null ? null : connection.createArrayOf("text", types),
      connection.createArrayOf("timestamptz", starts.stream().map(Instant::toString).toArray()),
      Timestamp.from(from),
      Timestamp.from(to),
      1_000_000L,
      1L,
      1L,
      null,
      null,
      null,
      1,
      1,
      1,
      1L
    };
    PreparedStatement count = connection.prepareStatement(sql.replaceAll("\\$\\d+", "?"));
    int[] order =
        Pattern.compile("\\$(\\d+)")
            .matcher(sql)
            .results()
            .mapToInt(match -> Integer.parseInt(match.group(1)))
            .toArray();
    for (int i = 0; i < order.length; i++) {
      Object value = values[order[i] - 1];
      if (value == null && order[i] > 2) {
        count.setNull(i + 1, Types.VARCHAR);
      } else {
        count.setObject(i + 1, value);
      }
    }
    return count;
  }

  private static double millis(PreparedStatement count) throws Exception {
    long start = System.nanoTime();
    sum(count);
    return (System.nanoTime() - start) / 1e6;
  }

  private static long sum(PreparedStatement count) throws Exception {
    long sum = 0;
    try (ResultSet rows = count.executeQuery()) {
      while (rows.next()) {
        sum += rows.getLong("n");
      }
    }
    return sum;
  }
}
