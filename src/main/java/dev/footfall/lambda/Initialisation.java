package dev.footfall.lambda;

import dev.footfall.database.FirstConnection;
import dev.footfall.queue.Queue;
import dev.footfall.queue.QueueConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Opens a database connection at start, so that the first request does not wait for one, and fails
 * if the queue's URLs are needed and not set. The migrator skips this: it may start before the
 * collector's role exists.
 */
@Singleton
class Initialisation {
  private final FunctionConfig config;
  private final FirstConnection connection;
  private final QueueConfig.Mode mode;
  private final Queue queue;

  Initialisation(
      FunctionConfig config, FirstConnection connection, QueueConfig queueConfig, Queue queue) {
    this.config = config;
    this.connection = connection;
    this.mode = queueConfig.mode();
    this.queue = queue;
  }

  void onStart(@Observes StartupEvent start) {
    switch (config.role()) {
      case MIGRATOR -> {}
      case WRITER -> {
        queue.requireUrls(true);
        connection.open();
      }
      case COLLECTOR -> {
        if (mode != QueueConfig.Mode.NEVER) {
          queue.requireUrls(false);
        }
        connection.open();
      }
    }
  }
}
