package dev.footfall.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Connections that store events at the same time. */
final class Writers implements AutoCloseable {
  private final ExecutorService threads;
  private final List<Connection> connections = new ArrayList<>();
  private final List<Rows> rows = new ArrayList<>();

  /** Makes a connection's rows. */
  interface Source {
    Rows on(Connection connection) throws SQLException;
  }

  Writers(BenchDatabase database, int number, Source source) throws SQLException {
    threads = Executors.newFixedThreadPool(number);
    for (int i = 0; i < number; i++) {
      Connection connection = database.connect();
      connections.add(connection);
      rows.add(source.on(connection));
    }
  }

  /** Events a second over all connections, which store batches for so long. */
  double rate(int batch, long millis) throws Exception {
    long start = System.nanoTime();
    long end = start + millis * 1_000_000;
    List<Future<Long>> running = new ArrayList<>();
    for (Rows writer : rows) {
      running.add(
          threads.submit(
              () -> {
                long events = 0;
                for (; System.nanoTime() < end; events += batch) {
                  writer.insert(batch);
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

  @Override
  public void close() throws SQLException {
    threads.shutdownNow();
    for (Connection connection : connections) {
      connection.close();
    }
  }
}
