package dev.footfall.event;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Privacy signals that the service honours. */
@ConfigMapping(prefix = "footfall.privacy")
interface PrivacyConfig {

  /** Whether to ignore events with {@code Sec-GPC: 1} (Global Privacy Control). */
  @WithDefault("true")
  boolean honourGpc();
}
