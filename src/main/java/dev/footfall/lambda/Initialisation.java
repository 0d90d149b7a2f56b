package dev.footfall.lambda;

import dev.footfall.database.FirstConnection;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Opens a database connection at start, so that the first request does not wait for one. The
 * migrator skips this: it may start before the collector's role exists.
 */
@Singleton
class Initialisation {
  private final FunctionConfig config;
  private final FirstConnection connection;

  Initialisation(FunctionConfig config, FirstConnection connection) {
    this.config = config;
    this.connection = connection;
  }

  void onStart(@Observes StartupEvent start) {
    if (config.role() != FunctionConfig.Role.MIGRATOR) {
      connection.open();
    }
  }
}
