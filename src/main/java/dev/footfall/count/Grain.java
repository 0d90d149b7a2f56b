package dev.footfall.count;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** The lengths of time, from the epoch on, that counters are kept by. */
enum Grain {
  QUARTER_HOUR(Duration.ofMinutes(15)),
  HOUR(Duration.ofHours(1)),
  DAY(Duration.ofDays(1));

  private final long seconds;

  Grain(Duration length) {
    this.seconds = length.toSeconds();
  }

  /** The coarsest that no bucket's start cuts through; the first bucket may start anywhere. */
  static Grain of(Buckets buckets) {
    List<Instant> cuts = buckets.starts().stream().skip(1).map(start -> start.toInstant()).toList();
    return Stream.of(DAY, HOUR)
        .filter(grain -> cuts.stream().allMatch(cut -> grain.floor(cut).equals(cut)))
        .findFirst()
        .orElse(QUARTER_HOUR);
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
