package dev.footfall.database;

/**
 * The database refuses a value that it was given (SQLSTATE class 22, 23 or 54); a retry would too.
 */
public final class DataError extends RuntimeException {
  private static final long serialVersionUID = 1;

  DataError(Throwable cause) {
    super(cause);
  }
}
