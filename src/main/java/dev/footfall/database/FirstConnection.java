package dev.footfall.database;

import io.smallrye.mutiny.vertx.UniHelper;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Has a connection made before a request needs one. */
@Singleton
public class FirstConnection {
  private static final Logger LOG = Logger.getLogger(FirstConnection.class);

  /** Any connection of the pool will do. */
  private static final long NEVER = 0;

  private final Connections connections;
  private final DatabaseConfig config;

  FirstConnection(Connections connections, DatabaseConfig config) {
    this.connections = connections;
    this.config = config;
  }

  /**
   * Waits for it as long as making a connection may take. Where there is none it only warns: the
   * database may be there again when a request comes.
   */
  public void open() {
    UniHelper.toUni(connections.lend(NEVER, connection -> connection.query("SELECT 1").execute()))
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
