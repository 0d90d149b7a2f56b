package dev.footfall.bench;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How long one event and one count wait at most, while upkeep makes and drops months around large
 * partitions.
 */
final class MonthStall {
  /** Fills a partition with UUIDv7 in the order of their time, between so many days ago. */
  private static final String FILL =
      """
      INSERT INTO events (id, session_id, campaign_id, event_type, event_time, created_at, metadata)
      SELECT uuidv7(ago), uuidv7(ago), ('00000000-0000-4000-8000-' || lpad((i %% 20)::text, 12, '0'))::uuid,
             'page_view', now() + ago, now() + ago, '{"path":"/summer/shoes","title":"Shoes"}'
      FROM (SELECT i, make_interval(secs => -86400.0 * (%1$d - (%1$d - %2$d)::float8 * i / %3$d)) AS ago
            FROM generate_series(1, %3$d) i) f
      """;

  /** The most ids that upkeep moves for a month: ahead of time, in the month after the last. */
  private static final String FUTURE =
      """
      INSERT INTO events (id, session_id, campaign_id, event_type, event_time)
      SELECT uuidv7(next - now() + i * interval '1 minute'), uuidv7(), uuidv7(), 'page_view', now()
      FROM generate_series(1, 20000) i, (SELECT id_time(low) AS next FROM partitions WHERE name = 'events_next') n
      """;

  private static final String COUNT =
      """
      SELECT * FROM count_events(
        campaign => '00000000-0000-4000-8000-000000000001', types => NULL, starts => ARRAY[now() - interval '1 day'],
        since => now() - interval '1 day', until => now(), room => 1000000, type_size => 1, letter_size => 1,
        amount_size => 1)
      """;

  private final BenchDatabase database;
  private final PrintStream out;
  private final int rows;

  private MonthStall(BenchDatabase database, int rows, PrintStream out) {
    this.database = database;
    this.rows = rows;
    this.out = out;
  }

  /** Upkeep rests for five months, during which so many events arrive; then for a year. */
  static void run(Scale scale, PrintStream out) throws Exception {
    int rows = scale.fullPartition();
    out.printf("%n## Making and dropping months around a partition of %,d events%n%n", rows);
    out.println("| upkeep | slowest event, ms | slowest count, ms | took, s | reported |");
    out.println("|:--|--:|--:|--:|:--|");
    try (BenchDatabase database = BenchDatabase.start("CALL keep_months(1, -6, NULL)")) {
      MonthStall stall = new MonthStall(database, rows, out);
      database.execute(FILL.formatted(150, 0, rows));
      stall.measure("rests", "SELECT pg_sleep(3)");
      stall.measureBesideAReader("five months late, a reader stays open", months(13, 3));
      stall.measure("five months late", months(13, 3));
      database.execute(FUTURE);
      stall.measure("a month, with 20,000 ids from the future in it", months(13, 14));
    }
    try (BenchDatabase database = BenchDatabase.start("CALL keep_months(6, 3, NULL)")) {
      MonthStall stall = new MonthStall(database, rows, out);
      database.execute(FILL.formatted(92, 66, rows));
      stall.measureBesideAReader("drops old months, a reader stays open", months(1, 3));
      stall.measure("drops old months", months(1, 3));
    }
  }

  private static String months(int keep, int ahead) {
    return "CALL keep_months(%d, %d, NULL)".formatted(keep, ahead);
  }

  /** A reader with a snapshot and a lock on each partition, as pg_dump has for hours. */
  private void measureBesideAReader(String name, String upkeep) throws Exception {
    try (Connection reader = database.connect()) {
      reader.setAutoCommit(false);
      reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      BenchDatabase.show(reader, "count(*) FROM (SELECT FROM events LIMIT 1) one");
      measure(name, upkeep);
      reader.rollback();
    }
  }

  private void measure(String name, String upkeep) throws Exception {
    AtomicBoolean running = new AtomicBoolean(true);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    UUID[] campaigns = {UUID.randomUUID()};
    try (Connection first = database.connect();
        Connection second = database.connect();
        PreparedStatement count = second.prepareStatement(COUNT)) {
      Rows events =
          new Rows(first, BenchDatabase.statement("event.EventStore", "INSERT"), campaigns, 1);
      Future<Double> insert = threads.submit(() -> slowest(running, () -> insertOne(events)));
      Future<Double> read = threads.submit(() -> slowest(running, count::execute));
      // The first calls of a connection plan; upkeep begins after them.
      Thread.sleep(1000);
      long start = System.nanoTime();
      String report = report(upkeep);
      double seconds = (System.nanoTime() - start) / 1e9;
      running.set(false);
      out.printf(
          "| %s | %,.0f | %,.0f | %.1f | `%s` |%n",
          name, insert.get(), read.get(), seconds, report);
    } finally {
      threads.shutdownNow();
    }
  }

  private static boolean insertOne(Rows events) throws SQLException {
    events.insert(1);
    return true;
  }

  /** Upkeep commits by itself, so it runs outside a transaction. */
  private String report(String upkeep) throws SQLException {
    try (Connection connection = database.connect();
        PreparedStatement call = connection.prepareStatement(upkeep);
        var row = call.executeQuery()) {
      row.next();
      return row.getString(1);
    }
  }

  private static double slowest(AtomicBoolean running, Callable<Boolean> statement)
      throws Exception {
    statement.call();
    double slowest = 0;
    while (running.get()) {
      long start = System.nanoTime();
      statement.call();
      slowest = Math.max(slowest, (System.nanoTime() - start) / 1e6);
    }
    return slowest;
  }
}
