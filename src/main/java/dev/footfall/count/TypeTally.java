package dev.footfall.count;

import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tally of a type, of each of its values, and of the values that are not named. */
final class TypeTally {
  private final int buckets;
  private final boolean ofSeveral;
  private final Tally whole;
  private final Tally others;
  private final SortedMap<String, Tally> named = new TreeMap<>();
  private long otherValues;

  /**
   * @param ofSeveral whether it is of several types
   */
  TypeTally(int buckets, boolean ofSeveral) {
    this.buckets = buckets;
    this.ofSeveral = ofSeveral;
    whole = new Tally(buckets, ofSeveral);
    others = new Tally(buckets, ofSeveral);
  }

  void add(CountStore.Cell cell) {
    otherValues = Math.max(otherValues, cell.otherValues());
    String value = cell.value();
    if (!cell.split()) {
      whole.add(cell);
    } else if (value == null) {
      others.add(cell);
    } else {
      named.computeIfAbsent(value, v -> new Tally(buckets, ofSeveral)).add(cell);
    }
  }

  Tally whole() {
    return whole;
  }

  /** Those with the most events first, and last those without a value. */
  List<Counts.OfValue> values(@Nullable List<OffsetDateTime> starts) {
    Tally withValue = new Tally(buckets, true);
    named.values().forEach(withValue::add);
    withValue.add(others);
    Tally without = whole.without(withValue);
    Stream<Counts.OfValue> most =
        named.entrySet().stream()
            .sorted(Comparator.comparingLong(value -> -value.getValue().total()))
            .map(value -> new Counts.OfValue(value.getKey(), value.getValue().figures(starts)));
    return Stream.concat(most, Stream.of(new Counts.OfValue(null, without.figures(starts))))
        .toList();
  }

  Counts.@Nullable OtherValues otherValues(@Nullable List<OffsetDateTime> starts) {
    return otherValues == 0 ? null : new Counts.OtherValues(otherValues, others.figures(starts));
  }
}
