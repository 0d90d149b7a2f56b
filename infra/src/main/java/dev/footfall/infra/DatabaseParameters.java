package dev.footfall.infra;

import java.util.Map;
import java.util.TreeMap;

/** PostgreSQL settings for an append-heavy load with few reads. */
final class DatabaseParameters {
  private DatabaseParameters() {}

  static Map<String, String> of(Stage stage) {
    Map<String, String> parameters = new TreeMap<>();
    // Refuses unencrypted connections.
    parameters.put("rds.force_ssl", "1");
    parameters.put("max_connections", "" + stage.databaseConnections());
    // A 2xx promises that the event is on disk.
    parameters.put("synchronous_commit", "on");
    // After a checkpoint each page goes whole into the log; compressed they are a quarter or less.
    parameters.put("wal_compression", "zstd");
    // Fewer checkpoints write fewer whole pages; a crash then replays up to a quarter-hour of log.
    parameters.put("checkpoint_timeout", "900"); // s
    parameters.put("checkpoint_completion_target", "0.9"); // spread, so that no second stalls
    parameters.put("max_wal_size", "" + stage.largestWalMib()); // MB, so that time decides
    // An append-only table has no dead rows, so inserts must start its vacuum: it sets the
    // visibility map and freezes what is never touched again. The months have their own, finer.
    parameters.put("autovacuum_vacuum_insert_scale_factor", "0.05");
    parameters.put("autovacuum_naptime", "15"); // s; the counters' dead versions come by the second
    parameters.put("autovacuum_vacuum_cost_limit", "2000"); // ten times: the disk is an SSD
    // Pages of an SSD cost about the same in any order.
    parameters.put("random_page_cost", "1.1");
    // Sorting rows of 500 events and adding up a year stay in memory; times the connections it
    // fits.
    parameters.put("work_mem", "8192"); // kB
    // An abandoned transaction would hold back vacuum.
    parameters.put("idle_in_transaction_session_timeout", "60000"); // ms
    parameters.put("log_min_duration_statement", "1000"); // ms; a statement takes milliseconds
    parameters.put("log_lock_waits", "1");
    // Parameters contain events, which must not be logged.
    parameters.put("log_parameter_max_length", "0");
    parameters.put("log_parameter_max_length_on_error", "0");
    return parameters;
  }
}
