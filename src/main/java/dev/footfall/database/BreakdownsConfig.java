package dev.footfall.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.List;

/** What counts can be split by. */
@ConfigMapping(prefix = "footfall.breakdowns")
public interface BreakdownsConfig {

  /** Keys of the metadata, whose values are counted from the time on that they are declared. */
  @WithParentName
  @WithDefault("utm_source,utm_medium,utm_campaign,referrer")
  List<String> keys();
}
