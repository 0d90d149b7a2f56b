package dev.footfall.event;

import dev.footfall.testsupport.Owner;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Ends a random connection of the collector at every so many attempts of the writers. */
final class Backends {
  private static final String TERMINATE_ONE =
      """
      SELECT count(*) FILTER (WHERE pg_terminate_backend(pid)) FROM (
        SELECT pid FROM pg_stat_activity
        WHERE usename = 'footfall_collector' ORDER BY state = 'active' DESC, random() LIMIT 1) one
      """;

  private final Owner owner;
  private final int every;
  private final AtomicInteger attempts = new AtomicInteger();
  private final AtomicLong terminated = new AtomicLong();

  Backends(Owner owner, int every) {
    this.owner = owner;
    this.every = every;
  }

  /** A writer is about to send, while the others are sending. */
  void attempted() {
    if (attempts.incrementAndGet() % every == 0) {
      terminated.addAndGet(owner.number(TERMINATE_ONE));
    }
  }

  long terminated() {
    return terminated.get();
  }
}
