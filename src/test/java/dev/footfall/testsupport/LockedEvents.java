package dev.footfall.testsupport;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** A database that does not answer the collector in time, since the table of events is locked. */
public final class LockedEvents {
  private LockedEvents() {}

  public static <T> T during(DataSource owner, Supplier<T> request) throws SQLException {
    try (Connection connection = owner.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE events IN ACCESS EXCLUSIVE MODE");
      T answer = request.get();
      connection.rollback();
      return answer;
    }
  }
}
