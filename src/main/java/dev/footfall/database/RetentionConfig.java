package dev.footfall.database;

import io.smallrye.config.ConfigMapping;

/** How long events are kept. Their counts are kept for ever. */
@ConfigMapping(prefix = "footfall.retention")
public interface RetentionConfig {

  /** Full months before the current one, in UTC; 0 keeps all. */
  int monthsToKeep();

  /**
   * Months whose partitions are created ahead, so that upkeep may fail for that long without harm.
   */
  int monthsAhead();
}
