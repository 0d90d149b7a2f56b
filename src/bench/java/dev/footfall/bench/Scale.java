package dev.footfall.bench;

import java.util.stream.IntStream;

/**
 * How much is measured.
 *
 * @param tables events in the table, ascending
 * @param types event types in the widest count
 * @param campaigns campaigns in the longest list
 * @param fullPartition events in the partition around which months are made and dropped
 * @param rounds interleaved rounds of which the median counts
 * @param millis how long one measurement of a rate takes
 */
record Scale(int[] tables, int types, int campaigns, int fullPartition, int rounds, long millis) {

  /** Part 1 takes some minutes; a smaller part shrinks tables and times alike. */
  static Scale of(double part) {
    int[] tables =
        IntStream.of(100_000, 1_000_000, 5_000_000)
            .map(size -> Math.max(1000, (int) (size * part)))
            .toArray();
    int types = Math.max(9, (int) (90 * part));
    int campaigns = Math.max(1000, (int) (100_000 * part));
    int fullPartition = Math.max(1000, (int) (20_000_000 * part));
    return new Scale(
        tables,
        types,
        campaigns,
        fullPartition,
        part < 0.5 ? 3 : 5,
        Math.max(200, (long) (1500 * part)));
  }
}
