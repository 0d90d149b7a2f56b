package dev.footfall.database;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/** The database's configuration with a test's settings; the others have their defaults. */
final class Configured {
  private Configured() {}

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
