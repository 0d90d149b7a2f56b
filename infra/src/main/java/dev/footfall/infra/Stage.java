package dev.footfall.infra;

import java.util.List;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.logs.RetentionDays;

/**
 * Every number that differs between dev and prod, or that must agree with another. A stage that
 * could run out of database connections cannot be created.
 */
record Stage(
    String name,
    int availabilityZones,
    boolean production,
    String instanceClass,
    int storageGib,
    int maxStorageGib,
    int backupDays,
    int databaseConnections,
    int proxyPercent,
    int reservedConcurrency,
    int writerConcurrency,
    int maxWalMib,
    RetentionDays logRetention,
    int writesPerSecond,
    int readsPerSecond) {

  /** A deployment's run and a scheduled one may overlap; a third would have nothing to do. */
  static final int MIGRATOR_CONCURRENCY = 2;

  /**
   * The application's default: an instance serves one request at a time, and the second connection
   * replaces a first one that has died. A test compares the two.
   */
  static final int POOL_SIZE = 2;

  /**
   * The native process peaks at 90 MiB; the rest buys CPU, which Lambda allots by memory. The same
   * in every stage, so that a trial runs what production runs, and for the migrator, which is the
   * same process and mostly waits for the database.
   */
  static final int FUNCTION_MEMORY_MIB = 512;

  /** PostgreSQL reserves 3 for superusers and RDS 2 for itself; then migrators and 3 for people. */
  static final int CONNECTIONS_FOR_OTHERS = 3 + 2 + MIGRATOR_CONCURRENCY + 3;

  static final Stage DEV =
      new Stage(
          "dev",
          2, // an RDS subnet group needs two
          false,
          "t4g.medium", // the smallest with 4 GiB; smaller ones swap under 100 connections
          20, // the minimum for gp3
          100, // stops a runaway test
          1, // enough to try point-in-time recovery
          100,
          60, // percent of 100, which leaves 40 for people
          20, // a new account's quota may be small, and 100 of it must stay unreserved
          2, // the least that an event source can be limited to
          2048, // a tenth of the disk
          RetentionDays.ONE_WEEK, // the time it takes to find a fault
          100, // enough for a load test by hand
          20);

  static final Stage PROD =
      new Stage(
          "prod",
          3, // if one fails, two still share the load
          true,
          "r7g.large", // 16 GiB, which keeps the current month's indexes in memory
          400, // from here on gp3 includes 12,000 IOPS and 500 MB/s
          4000, // ten times, so that an alarm reports growth before an outage does
          35, // the maximum for RDS
          400, // about 5 MB each when busy: an eighth of the memory
          85, // percent of 400: 340, which leaves 60 for upkeep and people
          160, // two connections each are 320; at 5 ms a request, 32,000 requests a second
          10, // two connections each are the remaining 20
          16384, // room for a checkpoint every quarter-hour at 18 MB of WAL a second
          RetentionDays.THREE_MONTHS, // for questions after a campaign
          10000, // API Gateway's own quota per account and region
          100); // a dashboard sends a handful of requests a minute

  Stage {
    check(
        (reservedConcurrency + writerConcurrency) * POOL_SIZE
            <= proxyConnections(databaseConnections, proxyPercent),
        "collectors and writers could need more connections than the proxy has");
    check(
        proxyConnections(databaseConnections, proxyPercent)
            <= databaseConnections - CONNECTIONS_FOR_OTHERS,
        "the proxy leaves no connections for upkeep and people");
    check(storageGib <= maxStorageGib, "maximum storage is below the initial storage");
  }

  static Stage of(String name) {
    return List.of(DEV, PROD).stream()
        .filter(stage -> stage.name.equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("stage must be dev or prod, not " + name));
  }

  /** The most connections that the proxy opens to the database. */
  int proxyConnections() {
    return proxyConnections(databaseConnections, proxyPercent);
  }

  /** What happens to the database when it is removed from the stack. */
  RemovalPolicy databaseRemoval() {
    return production ? RemovalPolicy.SNAPSHOT : RemovalPolicy.DESTROY;
  }

  private static int proxyConnections(int databaseConnections, int percent) {
    return databaseConnections * percent / 100;
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
