package dev.footfall.event;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What a visitor may ask for. */
@ConfigMapping(prefix = "footfall.privacy")
interface PrivacyConfig {

  /**
   * Whether events of a visitor who sends {@code Sec-GPC: 1} are ignored (Global Privacy Control).
   */
  @WithDefault("true")
  boolean honourGpc();
}
