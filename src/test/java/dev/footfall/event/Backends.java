package dev.footfall.event;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * Ends random connections of the collector, one for every so many attempts of the writers, while
 * those attempts are under way.
 */
final class Backends implements AutoCloseable {
  private static final String TERMINATE_ONE =
      """
      SELECT count(*) FILTER (WHERE pg_terminate_backend(pid)) FROM (
        SELECT pid FROM pg_stat_activity
        WHERE usename = 'footfall_collector' ORDER BY state = 'active' DESC, random() LIMIT 1) one
      """;

  private final DataSource owner;
  private final int every;
  private final AtomicInteger attempts = new AtomicInteger();
  private final Semaphore due = new Semaphore(0);
  private final Thread thread = new Thread(this::run, "backend-terminator");
  private volatile int terminated;
  private volatile SQLException failure;

  private Backends(DataSource owner, int every) {
    this.owner = owner;
    this.every = every;
  }

  static Backends terminatedEvery(int attempts, DataSource owner) {
    Backends backends = new Backends(owner, attempts);
    backends.thread.start();
    return backends;
  }

  /** A writer is about to send. */
  void attempted() {
    if (attempts.incrementAndGet() % every == 0) {
      due.release();
    }
  }

  private void run() {
    try (Connection connection = owner.getConnection();
        Statement statement = connection.createStatement()) {
      while (true) {
        due.acquire();
        try (ResultSet row = statement.executeQuery(TERMINATE_ONE)) {
          row.next();
          terminated += row.getInt(1);
        }
      }
    } catch (InterruptedException e) {
      return;
    } catch (SQLException e) {
      failure = e;
    }
  }

  /** How many it has ended, after the last. */
  int terminated() throws Exception {
    close();
    if (failure != null) {
      throw failure;
    }
    return terminated;
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
