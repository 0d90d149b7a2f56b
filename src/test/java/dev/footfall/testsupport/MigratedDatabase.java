package dev.footfall.testsupport;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** A migrated PostgreSQL beside a packaged application, which has none of its own. */
public final class MigratedDatabase implements QuarkusTestResourceLifecycleManager {
  private static EmbeddedPostgres server;

  public static DataSource owner() {
    return server.getPostgresDatabase();
  }

  @Override
  public Map<String, String> start() {
    try {
      server = EmbeddedPostgres.builder().start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Flyway.configure()
        .dataSource(owner())
        .locations("filesystem:src/main/resources/db/migration")
        .placeholders(Map.of("months-to-keep", "13", "months-ahead", "3"))
        .load()
        .migrate();
    return Map.of(
        "footfall.database.url", "postgresql://127.0.0.1:" + server.getPort() + "/postgres");
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
