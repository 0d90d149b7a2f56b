package dev.footfall.database;

import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.util.Set;

/** What a failed statement means, by PostgreSQL's error codes (its manual, appendix A). */
final class SqlStates {
  /** Data exception, integrity constraint violation, program limit exceeded. */
  private static final Set<String> DATA = Set.of("22", "23", "54");

  /**
   * Connection exception, read-only (a failed-over primary), refused sign-in, database not there
   * yet, rollback (deadlock, serialisation), out of resources, object not in state (lock time-out),
   * operator intervention, system error.
   */
  private static final Set<String> TRANSIENT =
      Set.of("08", "25", "28", "3D", "40", "53", "55", "57", "58");

  private static final Set<String> OF_THE_CONNECTION = Set.of("08", "25", "28", "3D", "57");

  /** A healthy connection answered that the statement lost a race; it may win the next one. */
  private static final String ROLLBACK = "40";

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  /** The server cancelled the statement at its time limit; the connection is healthy. */
  private static final String QUERY_CANCELED = "57014";

  private SqlStates() {}

  static boolean isData(Throwable failure) {
    return failure instanceof PgException refused && DATA.contains(stateClass(refused));
  }

  /**
   * The connection broke, could not be made or timed out, or the server says that another time will
   * do.
   */
  static boolean isTransient(Throwable failure) {
    if (failure instanceof PgException refused) {
      return TRANSIENT.contains(stateClass(refused));
    }
    return !(failure instanceof RuntimeException)
        || failure instanceof VertxException
        || failure instanceof TimeoutException;
  }

  /** Whether the same statement may succeed at once on the same connection. */
  static boolean isLostRace(Throwable failure) {
    return failure instanceof PgException refused
        && (stateClass(refused).equals(ROLLBACK)
            || LOCK_NOT_AVAILABLE.equals(refused.getSqlState()));
  }

  /**
   * Whether a new connection may succeed where this one failed: it broke, could not be made, or the
   * server ends it or has become read-only. Any other failure came over a healthy connection, from
   * a server that is short of something: a retry would only add to its load.
   */
  static boolean isConnectionFault(Throwable failure) {
    return failure instanceof PgException refused
        ? OF_THE_CONNECTION.contains(stateClass(refused))
            && !QUERY_CANCELED.equals(refused.getSqlState())
        : isTransient(failure);
  }

  private static String stateClass(PgException refused) {
    String state = refused.getSqlState();
    return state == null || state.length() < 2 ? "" : state.substring(0, 2);
  }
}
