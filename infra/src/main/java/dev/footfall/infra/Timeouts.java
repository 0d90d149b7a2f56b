package dev.footfall.infra;

import java.time.Duration;

/**
 * The time limits, from the inside out: each expires before the one around it, so that each layer
 * can still report its failure. {@code StageTest} checks that they nest.
 */
final class Timeouts {
  /** Below {@link #ATTEMPT}: the database ends a statement before the collector gives up. */
  static final Duration STATEMENT = Duration.ofMillis(1500);

  /** Longer than a statement, so that a client outlasts the one whose connection it waits for. */
  static final Duration BORROW = Duration.ofSeconds(2);

  /**
   * This and the next three are the application's defaults, repeated here because the other
   * timeouts build on them. A test compares them with the application.
   */
  static final Duration CONNECT = Duration.ofSeconds(1);

  static final Duration ATTEMPT = Duration.ofSeconds(2);
  static final Duration TOTAL = Duration.ofSeconds(4);

  /** One request to SQS. */
  static final Duration QUEUE = Duration.ofMillis(800);

  /** The API promises a 503 within this time. */
  static final Duration PROMISED_RESPONSE = Duration.ofSeconds(5);

  /** Beyond the promise: the application's own response is better than a function cut off. */
  static final Duration COLLECTOR = Duration.ofSeconds(6);

  /** The collector's timeout plus a cold start. */
  static final Duration INTEGRATION = Duration.ofSeconds(10);

  /**
   * An SQS event has at most Lambda's 6 MB, which are 12,000 events of 500 bytes in 24 statements.
   * If the database is slow, each takes up to {@link #TOTAL}, 96 s together; the rest is for
   * postponing the messages. The first that fails is the last.
   */
  static final Duration WRITER = Duration.ofMinutes(2);

  /**
   * Some migrations rewrite an index; folding a backlog of 100 transactions takes a minute or two.
   */
  static final Duration MIGRATOR = Duration.ofMinutes(14);

  private Timeouts() {}
}
