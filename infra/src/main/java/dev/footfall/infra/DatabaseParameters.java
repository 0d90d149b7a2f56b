package dev.footfall.infra;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.rds.ParameterGroup;
import software.constructs.Construct;

/** PostgreSQL parameters for many appends and few reads. */
final class DatabaseParameters {
  private DatabaseParameters() {}

  static ParameterGroup group(Construct scope, String id, String description, Stage stage) {
    return ParameterGroup.Builder.create(scope, id)
        .engine(Database.ENGINE)
        .description(description)
        .parameters(of(stage))
        .build();
  }

  static Map<String, String> of(Stage stage) {
    Map<String, String> parameters = new TreeMap<>();
    // The server refuses unencrypted connections, whatever the client asks for.
    parameters.put("rds.force_ssl", "1");
    parameters.put("max_connections", "" + stage.databaseConnections());
    // A 2xx promises that the event is on disk.
    parameters.put("synchronous_commit", "on");
    // The first change of a page after a checkpoint writes the whole page to the WAL. Compression
    // reduces that to a quarter or less.
    parameters.put("wal_compression", "zstd");
    // Fewer checkpoints write fewer whole pages; crash recovery replays up to a quarter-hour of
    // WAL.
    parameters.put("checkpoint_timeout", "900"); // s
    parameters.put("checkpoint_completion_target", "0.9"); // spread out, to avoid stalls
    // MB; large enough that checkpoints follow the clock, not the volume.
    parameters.put("max_wal_size", "" + stage.maxWalMib());
    // An append-only table has no dead rows, so inserts must trigger its vacuum, which sets the
    // visibility map and freezes rows that never change again. Partitions have a finer setting.
    parameters.put("autovacuum_vacuum_insert_scale_factor", "0.05");
    parameters.put("autovacuum_naptime", "15"); // s; counters leave dead row versions every second
    parameters.put("autovacuum_vacuum_cost_limit", "2000"); // ten times the default, for an SSD
    // On an SSD random reads cost about as much as sequential ones.
    parameters.put("random_page_cost", "1.1");
    // kB; sorting the rows of 500 events and adding up a year stay in memory, and the memory is
    // enough for all connections at once.
    parameters.put("work_mem", "8192");
    // An abandoned transaction would hold back vacuum.
    parameters.put("idle_in_transaction_session_timeout", "60000"); // ms
    parameters.put("log_min_duration_statement", "1000"); // ms; a statement takes milliseconds
    parameters.put("log_lock_waits", "1");
    // Details of an error quote rows, and statement parameters are events: they must not be logged.
    parameters.put("log_error_verbosity", "terse");
    parameters.put("log_parameter_max_length", "0");
    parameters.put("log_parameter_max_length_on_error", "0");
    return parameters;
  }
}
