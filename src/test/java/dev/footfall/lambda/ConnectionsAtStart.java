package dev.footfall.lambda;

import dev.footfall.testsupport.Owner;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Counts the collector's connections after the start, before any request. */
@Singleton
class ConnectionsAtStart {
  private static final String COUNT =
      """
      SELECT count(*) FROM pg_stat_activity
      WHERE usename = 'footfall_collector' AND datname = current_database()
      """;

  private int count;

  void count(@Observes @Priority(Integer.MAX_VALUE) StartupEvent start, Owner owner) {
    count = (int) owner.number(COUNT);
  }

  int count() {
    return count;
  }
}
