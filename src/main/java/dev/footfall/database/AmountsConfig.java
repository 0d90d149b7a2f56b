package dev.footfall.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Which events tell an amount of money. */
@ConfigMapping(prefix = "footfall.amounts")
interface AmountsConfig {

  /** The key of the metadata that holds it; {@code currency} holds its currency. */
  @WithDefault("price")
  String key();
}
