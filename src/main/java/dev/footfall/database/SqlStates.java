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
   * Connection exception, read-only (a failed-over primary), rollback (deadlock, serialisation),
   * out of resources, object not in state (lock time-out), operator intervention, system error.
   */
  private static final Set<String> TRANSIENT = Set.of("08", "25", "40", "53", "55", "57", "58");

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

  private static String stateClass(PgException refused) {
    String state = refused.getSqlState();
    return state == null || state.length() < 2 ? "" : state.substring(0, 2);
  }
}
