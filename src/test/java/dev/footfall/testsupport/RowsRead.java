package dev.footfall.testsupport;

import java.sql.ResultSet;
import java.util.Map;
import java.util.TreeMap;

/** The rows that a statement read of each table, functions included, as PostgreSQL counts them. */
public record RowsRead(Map<String, Long> byTable, Map<String, Long> sequentialScans) {
  private static final String READ =
      """
      SELECT relname, seq_tup_read + (SELECT coalesce(sum(pg_stat_get_xact_tuples_returned(indexrelid)), 0)
                                      FROM pg_index WHERE indrelid = relid), seq_scan
      FROM pg_stat_xact_user_tables
      """;

  /** Runs the statement, whose rows are not looked at. */
  public static RowsRead of(Sql database, String sql, Object... parameters) {
    return database.with(
        sql,
        parameters,
        statement -> {
          statement.getConnection().setAutoCommit(false);
          statement.execute();
          RowsRead read = new RowsRead(new TreeMap<>(), new TreeMap<>());
          ResultSet table = statement.getConnection().createStatement().executeQuery(READ);
          while (table.next()) {
            read.byTable.put(table.getString(1), table.getLong(2));
            read.sequentialScans.put(table.getString(1), table.getLong(3));
          }
          return read;
        });
  }

  /** Of the tables whose names begin like this. */
  public long of(String beginning) {
    return byTable.entrySet().stream()
        .filter(table -> table.getKey().startsWith(beginning))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  public long events() {
    return of("events_");
  }

  public long counters() {
    return of("event_count");
  }

  /** Whether every table was read through an index; retention has but one row. */
  public boolean throughIndexes() {
    return sequentialScans.entrySet().stream()
        .allMatch(table -> table.getValue() == 0 || table.getKey().equals("retention"));
  }
}
