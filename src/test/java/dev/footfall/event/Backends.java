package dev.footfall.event;

import dev.footfall.testsupport.Owner;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Ends a random connection of the collector for every so many attempts of the writers. */
final class Backends implements AutoCloseable {
  private static final String TERMINATE_ONE =
      """
      SELECT count(*) FILTER (WHERE pg_terminate_backend(pid)) FROM (
        SELECT pid FROM pg_stat_activity
        WHERE usename = 'footfall_collector' ORDER BY state = 'active' DESC, random() LIMIT 1) one
      """;

  private final Owner owner;
  private final int every;
  private final AtomicInteger attempts = new AtomicInteger();
  private final Semaphore due = new Semaphore(0);
  private final Thread thread = new Thread(this::run, "backend-terminator");
  private volatile boolean closed;
  private volatile int terminated;
  private volatile IllegalStateException failure;

  private Backends(Owner owner, int every) {
    this.owner = owner;
    this.every = every;
  }

  static Backends terminatedEvery(int attempts, Owner owner) {
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
    due.acquireUninterruptibly();
    while (!closed) {
      try {
        terminated += (int) owner.number(TERMINATE_ONE);
      } catch (IllegalStateException e) {
        failure = e;
        return;
      }
      due.acquireUninterruptibly();
    }
  }

  /** How many it has ended, after the last. */
  int terminated() {
    close();
    if (failure != null) {
      throw failure;
    }
    return terminated;
  }

  @Override
  public void close() {
    closed = true;
    due.release();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
