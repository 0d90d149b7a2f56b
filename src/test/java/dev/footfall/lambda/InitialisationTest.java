package dev.footfall.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.testsupport.Owner;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.junit.jupiter.api.Test;

/** The first request finds a connection. */
@QuarkusTest
class InitialisationTest {
  @Inject ConnectionsAtStart connections;

  @Test
  void aConnectionIsThereBeforeTheFirstRequest() {
    assertEquals(1, connections.count());
  }

  /** Counts the collector's connections after the start, before any request. */
  @Singleton
  static class ConnectionsAtStart {
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
}
