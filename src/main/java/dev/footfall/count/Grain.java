package dev.footfall.count;

import java.time.Duration;
import java.time.Instant;

/** The lengths of time, from the epoch on, that counters are kept by. */
enum Grain {
  QUARTER_HOUR(Duration.ofMinutes(15)),
  HOUR(Duration.ofHours(1)),
  DAY(Duration.ofDays(1));

  private final long seconds;

  Grain(Duration length) {
    this.seconds = length.toSeconds();
  }

  int minutes() {
    return (int) (seconds / 60);
  }

  Instant floor(Instant at) {
    return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds);
  }

  Instant ceiling(Instant at) {
    Instant floor = floor(at);
    return floor.equals(at) ? at : floor.plusSeconds(seconds);
  }
}
