package dev.footfall.queue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Whether events may wait in a queue, and where that is. */
@ConfigMapping(prefix = "footfall.queue")
public interface QueueConfig {

  /** Which events go through the queue. */
  @WithDefault("never")
  Mode mode();

  /** The queue's URL, as SQS gives it; required in the modes {@code outage} and {@code always}. */
  Optional<URI> url();

  /**
   * The URL of the queue for events that can never be stored; the writer needs it. An event goes
   * there alone, with the reason as the message's attribute {@code reason}.
   */
  Optional<URI> deadLetterUrl();

  /**
   * Limit for one request to SQS; those of one batch are sent at once. With the database's own
   * limit it stays below the 5 s within which the API promises a 503.
   */
  @WithDefault("PT0.8S")
  Duration timeout();

  /** When events are queued. */
  enum Mode {
    /** Never: while the database is away, the answer is 503. */
    NEVER,
    /** While the database is away. */
    OUTAGE,
    /** Always, so that single events reach the database in batches. */
    ALWAYS
  }
}
