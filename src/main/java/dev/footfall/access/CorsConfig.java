package dev.footfall.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Set;

/** The origins whose scripts may call the service. Pixels need no permission. */
@ConfigMapping(prefix = "footfall.cors")
interface CorsConfig {

  /** Origins such as {@code https://shop.example}, separated by commas; {@code *} allows all. */
  @WithDefault("*")
  Set<String> origins();
}
