package dev.footfall.event;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Requests whose events are not counted. */
@ConfigMapping(prefix = "footfall.ignore")
interface IgnoreConfig {

  /** Whether to ignore what a browser prefetches or prerenders. */
  @WithDefault("true")
  boolean prefetch();
}
