package dev.footfall.database;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.sqlclient.Pool;
import java.util.HashMap;
import java.util.Map;

/** The database's configuration with a test's settings; the others have their defaults. */
public final class Configured {
  private Configured() {}

  /** A database over this pool, with no settings of a test but these. */
  public static Database database(Pool pool, Map<String, String> settings) {
    DatabaseConfig config = database(settings);
    return new Database(new Connections(pool, config), config, new SimpleMeterRegistry());
  }

  /** Takes keys without their prefix {@code footfall.database}. */
  static DatabaseConfig database(Map<String, String> settings) {
    Map<String, String> properties = new HashMap<>();
    properties.put("footfall.database.url", "postgresql://not-read.example:5432/footfall");
    settings.forEach((key, value) -> properties.put("footfall.database." + key, value));
    return new SmallRyeConfigBuilder()
        .withMapping(DatabaseConfig.class)
        .withSources(new PropertiesConfigSource(properties, "test", 0))
        .build()
        .getConfigMapping(DatabaseConfig.class);
  }
}
