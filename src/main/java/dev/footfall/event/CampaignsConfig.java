package dev.footfall.event;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;

/** Whose events are stored. */
@ConfigMapping(prefix = "footfall.campaigns")
interface CampaignsConfig {

  /**
   * {@code open} stores the events of every campaign id; {@code registered} rejects those of
   * campaigns that have no name.
   */
  @WithParentName
  @WithDefault("open")
  Stored stored();

  enum Stored {
    OPEN,
    REGISTERED
  }
}
