package dev.footfall.testsupport;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** A migrated PostgreSQL for a packaged application. */
public final class MigratedDatabase implements QuarkusTestResourceLifecycleManager {
  private static PostgresServer server;

  public static Owner owner() {
    return server;
  }

  @Override
  public Map<String, String> start() {
    try {
      server = PostgresServer.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.of("footfall.database.url", "postgresql://127.0.0.1:" + server.port() + "/postgres");
  }

  @Override
  public void stop() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
