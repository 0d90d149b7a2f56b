package dev.footfall.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * What it costs to store events.
 *
 * @param rate events a second
 * @param cpuMicros CPU time of the connection's server process an event, by Linux' {@code
 *     /proc/PID/stat}; NaN elsewhere. On a busy machine it is steadier than the rate
 * @param walBytes bytes of write-ahead log an event
 */
record Cost(double rate, double cpuMicros, double walBytes) {
  private static final double MICROS_A_TICK = 10_000;

  /** Stores batches for so long. Nobody else may write meanwhile. */
  static Cost of(Rows rows, int batch, long millis) throws SQLException, IOException {
    Path process = Path.of("/proc", rows.show("pg_backend_pid()"), "stat");
    String wal = rows.show("pg_current_wal_insert_lsn()");
    double ticks = ticks(process);
    long start = System.nanoTime();
    long events = 0;
    for (; System.nanoTime() - start < millis * 1_000_000; events += batch) {
      rows.insert(batch);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    String bytes = rows.show("pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '" + wal + "')");
    return new Cost(
        events / seconds,
        (ticks(process) - ticks) * MICROS_A_TICK / events,
        Double.parseDouble(bytes) / events);
  }

  /** Fields 14 and 15 of proc(5): user and system time. The name in field 2 may hold spaces. */
  private static double ticks(Path process) throws IOException {
    if (!Files.exists(process)) {
      return Double.NaN;
    }
    String stat = Files.readString(process);
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return Double.parseDouble(fields[11]) + Double.parseDouble(fields[12]);
  }
}
