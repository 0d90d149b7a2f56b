package dev.footfall.lambda;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The role of this instance. */
@ConfigMapping(prefix = "footfall.function")
interface FunctionConfig {

  /**
   * The collector stores and counts events; the migrator runs migrations and upkeep; the writer
   * stores the events of the queue.
   */
  @WithDefault("collector")
  Role role();

  enum Role {
    COLLECTOR,
    MIGRATOR,
    WRITER
  }
}
