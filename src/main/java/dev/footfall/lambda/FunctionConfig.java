package dev.footfall.lambda;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What this instance of the one artifact is. */
@ConfigMapping(prefix = "footfall.function")
interface FunctionConfig {

  /** The collector takes and counts events; the migrator brings the database up to date. */
  @WithDefault("collector")
  Role role();

  enum Role {
    COLLECTOR,
    MIGRATOR
  }
}
