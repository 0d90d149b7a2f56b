package dev.footfall.database;

/**
 * The database cannot be reached, is over its time limit or out of connections. Sending again is
 * safe.
 */
public final class Unavailable extends RuntimeException {
  private static final long serialVersionUID = 1;

  Unavailable(Throwable cause) {
    super("the database cannot be reached in time; nothing is lost by sending again", cause);
  }
}
