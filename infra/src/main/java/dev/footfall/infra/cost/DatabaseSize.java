package dev.footfall.infra.cost;

import java.util.Arrays;

/**
 * The smallest database that handles a load's peak and stores all months that are kept.
 *
 * @param storageGb the provisioned storage
 * @param iops the IOPS needed at the peak
 * @param backupGb the size of its backups
 */
record DatabaseSize(InstanceClass instance, double storageGb, double iops, double backupGb) {
  private static final double GB = 1e9;
  private static final double DAYS_PER_MONTH = Load.HOURS_PER_MONTH / 24;

  /** The minimum that RDS provisions. */
  private static final double MIN_STORAGE_GB = 20;

  /** From this size on, RDS stripes gp3 storage across four volumes. */
  private static final double STRIPED_GB = 400;

  static DatabaseSize of(Load load, Inputs inputs) {
    double monthGb = load.eventsPerMonth() * inputs.value("event.bytes") / GB;
    double keptGb = monthGb * inputs.value("months.kept");
    double storageGb =
        Math.max(MIN_STORAGE_GB, Math.ceil(keptGb * inputs.value("storage.headroom")));
    double memoryGb = monthGb / DAYS_PER_MONTH / inputs.value("memory.target");
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
        inputs.value("statement.cpu.us") + inputs.value("statement.cpu.us.event") * load.batch();
    return peakRequests(load, inputs) * microseconds / 1e6 / inputs.value("cpu.target");
  }

  /** Every commit flushes the write-ahead log, and checkpoints write the pages. */
  private static double iops(Load load, Inputs inputs) {
    return peakRequests(load, inputs) * (1 + inputs.value("pages.event") * load.batch());
  }

  private static double writeAheadLogGb(Load load, Inputs inputs) {
    double bytes =
        load.eventsPerMonth() * inputs.value("wal.bytes")
            + load.requests() * inputs.value("wal.bytes.request");
    return bytes / GB * inputs.value("backup.days") / DAYS_PER_MONTH;
  }

  private static double peakRequests(Load load, Inputs inputs) {
    return load.requestsPerSecond() * inputs.value("peak.factor");
  }

  private static InstanceClass smallest(double cores, double memoryGb) {
    return Arrays.stream(InstanceClass.values())
        .filter(instance -> instance.suffices(cores, memoryGb))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no instance class has %.0f cores and %.0f GB; one database is not enough"
                        .formatted(cores, memoryGb)));
  }
}
