package dev.footfall.event;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What to do with the events of bots. */
@ConfigMapping(prefix = "footfall.bots")
interface BotsConfig {

  /** Whether to ignore what crawlers, headless browsers, link previews and scanners send. */
  @WithDefault("true")
  boolean ignore();
}
