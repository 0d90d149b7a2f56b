package dev.footfall.infra.cost;

import java.util.Arrays;

/**
 * The smallest database for a load's peak and its retention.
 *
 * @param storageGb provisioned storage
 * @param backupGb size of the backups
 */
record DatabaseSize(Instance instance, double storageGb, double iops, double backupGb) {
  private static final double GB = 1e9;
  private static final double DAYS_PER_MONTH = Load.HOURS_PER_MONTH / 24;

  /** RDS' minimum storage. */
  private static final double LEAST_STORAGE_GB = 20;

  /** From this size on RDS stripes a gp3 volume over four. */
  private static final double STRIPED_GB = 400;

  static DatabaseSize of(Load load, Inputs inputs) {
    double monthGb = load.eventsPerMonth() * inputs.of("event.bytes") / GB;
    double keptGb = monthGb * inputs.of("months.kept");
    double storageGb =
        Math.max(LEAST_STORAGE_GB, Math.ceil(keptGb * inputs.of("storage.headroom")));
    double memoryGb = monthGb / DAYS_PER_MONTH / inputs.of("memory.target");
    return new DatabaseSize(
        smallest(cores(load, inputs), memoryGb),
        storageGb,
        iops(load, inputs),
        keptGb + writeAheadLogGb(load, inputs));
  }

  /** The IOPS that gp3 includes. */
  double includedIops() {
    return storageGb < STRIPED_GB ? 3_000 : 12_000;
  }

  private static double cores(Load load, Inputs inputs) {
    double microseconds =
        inputs.of("statement.cpu.us") + inputs.of("statement.cpu.us.event") * load.batch();
    return peakRequests(load, inputs) * microseconds / 1e6 / inputs.of("cpu.target");
  }

  /** Each commit flushes the write-ahead log, and checkpoints write the pages. */
  private static double iops(Load load, Inputs inputs) {
    return peakRequests(load, inputs) * (1 + inputs.of("pages.event") * load.batch());
  }

  private static double writeAheadLogGb(Load load, Inputs inputs) {
    double bytes =
        load.eventsPerMonth() * inputs.of("wal.bytes")
            + load.requests() * inputs.of("wal.bytes.request");
    return bytes / GB * inputs.of("backup.days") / DAYS_PER_MONTH;
  }

  private static double peakRequests(Load load, Inputs inputs) {
    return load.requestsPerSecond() * inputs.of("peak.factor");
  }

  private static Instance smallest(double cores, double memoryGb) {
    return Arrays.stream(Instance.values())
        .filter(instance -> instance.holds(cores, memoryGb))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no instance has %.0f cores and %.0f GB: one database is too small"
                        .formatted(cores, memoryGb)));
  }
}
