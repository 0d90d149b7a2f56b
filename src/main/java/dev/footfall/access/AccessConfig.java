package dev.footfall.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the provider's tokens look like. */
@ConfigMapping(prefix = "footfall.access")
public interface AccessConfig {

  /** The claim that lists the campaigns that a caller may see. */
  @WithDefault("campaigns")
  String campaignsClaim();
}
