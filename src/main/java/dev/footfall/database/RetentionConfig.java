package dev.footfall.database;

import io.smallrye.config.ConfigMapping;

/** How long events are kept; their counts are kept for ever. */
@ConfigMapping(prefix = "footfall.retention")
public interface RetentionConfig {

  /** Whole months before the running one, in UTC; 0 keeps all. */
  int monthsToKeep();

  /** Months whose partitions are made ahead, so that upkeep may fail for so long without harm. */
  int monthsAhead();
}
