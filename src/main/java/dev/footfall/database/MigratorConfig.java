package dev.footfall.database;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.Optional;

/**
 * How the migrator connects to the database: directly, because Flyway's locks do not work through a
 * transaction-mode proxy.
 */
@ConfigMapping(prefix = "footfall.migrator")
public interface MigratorConfig {

  /** {@code jdbc:postgresql://host:port/database}; only the migrator's role needs it. */
  Optional<String> jdbcUrl();

  /** The database's owner. */
  Optional<String> username();

  /** The owner's password. */
  Optional<String> password();

  /**
   * The ARN of a secret in AWS Secrets Manager whose {@code password} is asked for at each
   * connection, in the place of the one above.
   */
  Optional<String> secret();

  /**
   * How long the migrator waits for the server's next byte, in whole seconds. Longer than any
   * statement of a migration or of upkeep takes; shorter than the function's own time limit, so
   * that a connection that was lost silently ends the invocation with an error that says so.
   */
  Duration socketTimeout();
}
