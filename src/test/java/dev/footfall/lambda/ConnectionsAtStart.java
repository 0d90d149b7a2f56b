package dev.footfall.lambda;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Counts the collector's connections after the start, before any request. */
@Singleton
class ConnectionsAtStart {
  private static final String COUNT =
      """
      SELECT count(*) FROM pg_stat_activity
      WHERE usename = 'footfall_collector' AND datname = current_database()
      """;

  private int count;

  void count(@Observes @Priority(Integer.MAX_VALUE) StartupEvent start, DataSource owner)
      throws SQLException {
    try (Connection connection = owner.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(COUNT)) {
      row.next();
      count = row.getInt(1);
    }
  }

  int count() {
    return count;
  }
}
