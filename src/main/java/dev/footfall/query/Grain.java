package dev.footfall.query;

import java.time.Duration;
import java.time.Instant;

/** The lengths of time that counters are kept for, aligned to the epoch. */
public enum Grain {
  QUARTER_HOUR(Duration.ofMinutes(15)),
  HOUR(Duration.ofHours(1)),
  DAY(Duration.ofDays(1));

  private final long seconds;

  Grain(Duration length) {
    this.seconds = length.toSeconds();
  }

  public int minutes() {
    return (int) (seconds / 60);
  }

  public Instant floor(Instant at) {
    return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds);
  }

  public Instant ceiling(Instant at) {
    Instant floor = floor(at);
    return floor.equals(at) ? at : floor.plusSeconds(seconds);
  }
}
