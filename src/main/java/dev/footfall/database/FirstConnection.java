package dev.footfall.database;

import io.smallrye.mutiny.vertx.UniHelper;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Opens a connection before a request needs one. */
@Singleton
public class FirstConnection {
  private static final Logger LOG = Logger.getLogger(FirstConnection.class);

  private final Connections connections;
  private final DatabaseConfig config;

  FirstConnection(Connections connections, DatabaseConfig config) {
    this.connections = connections;
    this.config = config;
  }

  /**
   * Waits for at most the connect time-out. A failure only logs a warning: the database may be back
   * when a request arrives. Not by the pool's own {@code query}: without a connection that reports
   * its failure twice, the second time as an uncaught exception (vertx-sql-client issue 1706).
   */
  public void open() {
    UniHelper.toUni(
            connections.lend(
                Connections.ANY_AGE, connection -> connection.query("SELECT 1").execute()))
        .ifNoItem()
        .after(config.connectTimeout())
        .fail()
        .onFailure()
        .invoke(failure -> LOG.warnf("Starting without a database connection: %s", failure))
        .onFailure()
        .recoverWithNull()
        .await()
        .indefinitely();
  }
}
