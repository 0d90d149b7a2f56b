package dev.footfall.database;

import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Has a connection made before a request needs one. */
@Singleton
public class FirstConnection {
  private static final Logger LOG = Logger.getLogger(FirstConnection.class);

  private final Pool pool;
  private final DatabaseConfig config;

  FirstConnection(Pool pool, DatabaseConfig config) {
    this.pool = pool;
    this.config = config;
  }

  /**
   * Waits for it as long as making a connection may take. Where there is none it only warns: the
   * database may be there again when a request comes.
   */
  public void open() {
    pool.query("SELECT 1")
        .execute()
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
