package dev.footfall.count;

import dev.footfall.testsupport.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The rows that a statement reads of each table, in functions too, as PostgreSQL counts them for
 * its transaction.
 */
record RowsRead(Map<String, Long> byTable, Map<String, Long> sequentialScans) {
  private static final String READ =
      """
      SELECT relname, seq_tup_read + (SELECT coalesce(sum(pg_stat_get_xact_tuples_returned(indexrelid)), 0)
                                      FROM pg_index WHERE indrelid = relid), seq_scan
      FROM pg_stat_xact_user_tables
      """;

  /** Runs the statement, whose rows are not looked at. */
  static RowsRead of(Sql database, String sql, Object... parameters) {
    try (Connection connection = database.connect();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      connection.setAutoCommit(false);
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      statement.execute();
      RowsRead read = new RowsRead(new TreeMap<>(), new TreeMap<>());
      try (ResultSet table = connection.createStatement().executeQuery(READ)) {
        while (table.next()) {
          read.byTable.put(table.getString(1), table.getLong(2));
          read.sequentialScans.put(table.getString(1), table.getLong(3));
        }
      }
      return read;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Of one table; nothing where it was not looked into. */
  long of(String table) {
    return byTable.getOrDefault(table, 0L);
  }

  /** Of all partitions of events. */
  long events() {
    return sum(table -> table.matches("events_.*"));
  }

  /** Of all counters. */
  long counters() {
    return sum(table -> table.startsWith("event_count"));
  }

  private long sum(Predicate<String> tables) {
    return byTable.entrySet().stream()
        .filter(table -> tables.test(table.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Whether every table was read through an index; retention has but one row. */
  boolean throughIndexes() {
    return sequentialScans.entrySet().stream()
        .allMatch(table -> table.getValue() == 0 || table.getKey().equals("retention"));
  }
}
