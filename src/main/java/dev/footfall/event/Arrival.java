package dev.footfall.event;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a request arrived, and how far its sender's clock was off.
 *
 * @param correction what to add to the sender's times; zero if its clock was right, or unknown
 */
record Arrival(Instant time, Duration correction) {
  /** A request may be on its way for so long; a clock that is off by less is not corrected. */
  private static final Duration TOLERANCE = Duration.ofMinutes(1);

  static Arrival at(Instant time) {
    return new Arrival(time, Duration.ZERO);
  }

  /**
   * The arrival of a request that says when it was sent.
   *
   * @param sentAt by the sender's clock
   */
  static Arrival of(Instant time, Optional<Instant> sentAt) {
    return sentAt
        .map(sent -> Duration.between(sent, time))
        .filter(off -> off.abs().compareTo(TOLERANCE) > 0)
        .map(off -> new Arrival(time, off))
        .orElseGet(() -> at(time));
  }

  boolean corrects() {
    return !correction.isZero();
  }

  Instant corrected(Instant senders) {
    return senders.plus(correction);
  }
}
