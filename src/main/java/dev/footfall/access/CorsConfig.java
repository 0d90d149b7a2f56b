package dev.footfall.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Set;

/** Which pages' scripts may call the service; pixels need no permission. */
@ConfigMapping(prefix = "footfall.cors")
interface CorsConfig {

  /** Origins such as {@code https://shop.example}, separated by commas; {@code *} is every page. */
  @WithDefault("*")
  Set<String> origins();
}
