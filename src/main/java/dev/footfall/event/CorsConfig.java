package dev.footfall.event;

import io.smallrye.config.ConfigMapping;
import java.util.List;

/** Which pages may fire events from a script; pixels need no permission. */
@ConfigMapping(prefix = "footfall.cors")
interface CorsConfig {

  /** Origins such as {@code https://shop.example}, separated by commas; {@code *} is every page. */
  List<String> origins();
}
