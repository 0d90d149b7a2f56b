package dev.footfall.infra;

import java.time.Duration;

/**
 * All numbers that differ between dev and prod, or that must agree with each other. The constructor
 * checks the arithmetic: connections must suffice and time-outs must nest.
 */
record Stage(
    String name,
    int availabilityZones,
    boolean production,
    String databaseClass,
    int storageGib,
    int largestStorageGib,
    int backupDays,
    int databaseConnections,
    int proxyPercent,
    int reservedConcurrency,
    int poolSize,
    int collectorMemoryMib,
    int migratorMemoryMib,
    int largestWalMib,
    int logDays,
    int writesPerSecond,
    int readsPerSecond) {

  /**
   * Below {@link #ATTEMPT}, so that the database ends a statement before the collector gives up.
   */
  static final Duration STATEMENT = Duration.ofMillis(1500);

  /**
   * Longer than a statement, so that a waiting client outlasts the one that holds the connection.
   */
  static final Duration BORROW = Duration.ofSeconds(2);

  /** The application's default limits, repeated here to check how time-outs nest. */
  static final Duration CONNECT = Duration.ofSeconds(1);

  static final Duration ATTEMPT = Duration.ofSeconds(2);
  static final Duration WHOLE = Duration.ofSeconds(4);

  /** The API's promise for a 503. */
  static final Duration PROMISE = Duration.ofSeconds(5);

  /**
   * Beyond the promise: a response from the application is better than a function that is cut off.
   */
  static final Duration COLLECTOR = Duration.ofSeconds(6);

  /** The function's time-out plus a cold start. */
  static final Duration GATEWAY = Duration.ofSeconds(10);

  /**
   * Some migrations rewrite an index; folding a backlog of 100 transactions takes a minute or two.
   */
  static final Duration MIGRATOR = Duration.ofMinutes(14);

  /** A quarter-hour is folded an hour after it ends, so running more often finds nothing new. */
  static final Duration UPKEEP_EVERY = Duration.ofMinutes(15);

  /** A deployment's run and a scheduled run may overlap; a third would have nothing to do. */
  static final int MIGRATOR_CONCURRENCY = 2;

  /**
   * PostgreSQL reserves 3 for the superuser and RDS 2; two migrators and an operator need the rest.
   */
  static final int CONNECTIONS_FOR_OTHERS = 3 + 2 + MIGRATOR_CONCURRENCY + 3;

  static final Stage DEV =
      new Stage(
          "dev",
          2, // RDS wants two for its subnet group
          false,
          "t4g.medium", // the smallest with 4 GiB; smaller ones swap under 100 connections
          20, // the least that gp3 has
          100, // a runaway test stops there
          1, // point-in-time recovery can be tried out
          100,
          60, // percent of 100: leaves 40 for people
          20, // an account's quota may be small: it must leave 100 unreserved
          2, // an instance serves one request; the second connection replaces a dead first
          512, // see PROD: so that what is tried is what runs
          512,
          2048, // a tenth of the disk
          7, // a week of searching for a fault
          100, // enough for a load test by hand
          20);

  static final Stage PROD =
      new Stage(
          "prod",
          3, // one may be lost, and two still share the load
          true,
          "r7g.large", // 16 GiB: the running month's indexes stay in memory
          400, // from here gp3 gives 12,000 IOPS and 500 MB/s without being asked
          4000, // ten times, so that growth is noticed by the alarm and not by an outage
          35, // the most that RDS keeps
          400, // some 5 MB each when busy: an eighth of the memory
          85, // of 400: 340, and 60 for people and upkeep
          160, // two connections each are 320; at 5 ms a request that is 32,000 a second
          2, // as in DEV
          512, // the native process peaks at 90 MiB; the rest buys CPU, which comes with memory
          512, // it waits for the database; the same process
          16384, // a checkpoint each quarter-hour even at 18 MB of log a second
          90, // a quarter, for questions after a campaign
          10000, // API Gateway's own quota for an account and a region
          100); // a dashboard asks a handful of questions a minute

  Stage {
    check(
        reservedConcurrency * poolSize <= proxyConnections(databaseConnections, proxyPercent),
        "the collectors may ask for more connections than the proxy has");
    check(
        proxyConnections(databaseConnections, proxyPercent)
            <= databaseConnections - CONNECTIONS_FOR_OTHERS,
        "the proxy leaves no connection for upkeep and people");
    check(storageGib <= largestStorageGib, "storage cannot shrink");
  }

  static Stage of(String name) {
    for (Stage stage : new Stage[] {DEV, PROD}) {
      if (stage.name.equals(name)) {
        return stage;
      }
    }
    throw new IllegalArgumentException("stage is dev or prod, not " + name);
  }

  /** The proxy's maximum number of database connections. */
  int proxyConnections() {
    return proxyConnections(databaseConnections, proxyPercent);
  }

  private static int proxyConnections(int ofDatabase, int percent) {
    return ofDatabase * percent / 100;
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
