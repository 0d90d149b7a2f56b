package dev.footfall.database;

/**
 * The database cannot be reached, is over its time limit or out of connections. Sending again is
 * safe.
 */
public final class Unavailable extends RuntimeException {
  /** Seconds after which a client may try again; most outages are over sooner. */
  public static final int RETRY_AFTER = 1;

  /** What a client may be told. */
  public static final String DETAIL =
      "the database cannot be reached in time; nothing is lost by sending again";

  private static final long serialVersionUID = 1;

  Unavailable(Throwable cause) {
    super(DETAIL, cause);
  }
}
