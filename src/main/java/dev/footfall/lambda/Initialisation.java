package dev.footfall.lambda;

import dev.footfall.database.FirstConnection;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Does ahead what the first request of a new instance would otherwise wait for. The migrator may
 * start before the collector's role is made, so it does without.
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
    if (config.role() == FunctionConfig.Role.COLLECTOR) {
      connection.open();
    }
  }
}
