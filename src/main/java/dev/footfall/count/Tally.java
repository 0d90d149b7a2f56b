package dev.footfall.count;

import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what was counted: events and sessions by bucket, amounts by currency.
 *
 * <p>The database names only so many currencies of each type and value. Where a tally is of
 * several, it tells amounts only if all are known.
 */
final class Tally {
  private final long[] counts;
  private final long[] sessions;
  private final SortedMap<String, Counts.Amount> amounts = new TreeMap<>();
  private final boolean ofSeveral;
  private long otherCurrencies;

  Tally(int buckets, boolean ofSeveral) {
    this.ofSeveral = ofSeveral;
    counts = new long[buckets];
    sessions = new long[buckets];
  }

  void add(CountStore.Cell cell) {
    otherCurrencies = Math.max(otherCurrencies, cell.otherCurrencies());
    if (cell.amount() == null) {
      counts[cell.bucket()] += cell.n();
      sessions[cell.bucket()] += cell.sessions();
    } else {
      add(new Counts.Amount(cell.currency(), cell.amount(), cell.n()));
    }
  }

  private void add(Counts.Amount amount) {
    amounts.merge(amount.currency(), amount, Counts.Amount::plus);
  }

  void add(Tally other) {
    add(other, 1);
  }

  /** What is here and not there. */
  Tally without(Tally other) {
    Tally rest = new Tally(counts.length, true);
    rest.add(this, 1);
    rest.add(other, -1);
    rest.amounts.values().removeIf(amount -> amount.events() == 0);
    return rest;
  }

  private void add(Tally other, int sign) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += sign * other.counts[i];
      sessions[i] += sign * other.sessions[i];
    }
    other.amounts.values().forEach(amount -> add(sign < 0 ? amount.negated() : amount));
    otherCurrencies += other.otherCurrencies;
  }

  long total() {
    return LongStream.of(counts).sum();
  }

  long sessions() {
    return LongStream.of(sessions).sum();
  }

  /**
   * @param starts of the buckets; null for no series
   */
  Counts.Figures figures(@Nullable List<OffsetDateTime> starts) {
    return new Counts.Figures(
        total(), sessions(), amounts(), otherCurrencies(), series(starts, true));
  }

  /** The same where sessions are not known, as of several types. */
  Counts.Figures figuresWithoutSessions(@Nullable List<OffsetDateTime> starts) {
    return new Counts.Figures(total(), null, amounts(), otherCurrencies(), series(starts, false));
  }

  /** Those with the most events first. */
  private @Nullable List<Counts.Amount> amounts() {
    return amounts.isEmpty() || ofSeveral && otherCurrencies > 0
        ? null
        : amounts.values().stream()
            .sorted(Comparator.comparingLong(Counts.Amount::events).reversed())
            .toList();
  }

  private @Nullable Long otherCurrencies() {
    return otherCurrencies == 0 || ofSeveral ? null : otherCurrencies;
  }

  private @Nullable List<Counts.Bucket> series(
      @Nullable List<OffsetDateTime> starts, boolean withSessions) {
    return starts == null
        ? null
        : IntStream.range(0, counts.length)
            .mapToObj(
                i -> new Counts.Bucket(starts.get(i), counts[i], withSessions ? sessions[i] : null))
            .toList();
  }
}
