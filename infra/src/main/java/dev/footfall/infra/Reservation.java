package dev.footfall.infra;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The concurrency that functions reserve. Where an account's quota is too small to reserve any, as
 * that of a new account, the quota itself keeps them from using up the database's connections.
 *
 * @param possible whether the account can reserve as much as the stage wants
 */
record Reservation(boolean possible) {
  /** What Lambda insists on leaving unreserved. */
  private static final int UNRESERVED = 100;

  /**
   * @param quota of the account and region, for concurrent executions; if absent, it is enough
   */
  static Reservation of(Optional<Integer> quota, Stage stage, QueueMode queue) {
    int wanted =
        stage.reservedConcurrency()
            + Stage.MIGRATOR_CONCURRENCY
            + (queue == QueueMode.NEVER ? 0 : stage.writerConcurrency());
    boolean possible = quota.map(number -> number - UNRESERVED >= wanted).orElse(true);
    if (!possible && quota.orElseThrow() * Stage.POOL_SIZE > stage.proxyConnections()) {
      throw new IllegalArgumentException(
          ("a quota of %d concurrent executions is too small to reserve %d of them, and too large"
                  + " for %d connections; ask AWS for %d")
              .formatted(
                  quota.orElseThrow(), wanted, stage.proxyConnections(), wanted + UNRESERVED));
    }
    return new Reservation(possible);
  }

  /** What to reserve for a function that wants so much. */
  @Nullable Integer of(int wanted) {
    return possible ? wanted : null;
  }
}
