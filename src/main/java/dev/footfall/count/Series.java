package dev.footfall.count;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Lays out counted cells as series, with a zero for each empty bucket. */
record Series(CountQuery query, Buckets buckets) {

  /** The response to the query. A type that was asked for is in it even if it has no events. */
  Counts counts(CountStore.Counted counted) {
    List<CountStore.Cell> cells = counted.cells();
    SortedMap<String, long[]> byType = new TreeMap<>();
    query.eventTypes().forEach(type -> byType.put(type, new long[buckets.size()]));
    long[] others = new long[buckets.size()];
    for (CountStore.Cell cell : cells) {
      String type = cell.eventType();
      long[] counts =
          type == null ? others : byType.computeIfAbsent(type, t -> new long[buckets.size()]);
      counts[cell.bucket()] = cell.n();
    }
    List<Counts.OfType> types =
        byType.entrySet().stream()
            .map(e -> new Counts.OfType(e.getKey(), sum(e.getValue()), series(e.getValue())))
            .toList();
    long otherTypes = cells.stream().mapToLong(CountStore.Cell::otherTypes).max().orElse(0);
    return new Counts(
        query.campaignId(),
        counted.name(),
        inZone(query.window().from()),
        inZone(query.window().to()),
        query.zone().getId(),
        query.interval().name().toLowerCase(Locale.ROOT),
        types.stream().mapToLong(Counts.OfType::total).sum() + sum(others),
        types,
        otherTypes == 0 ? null : new Counts.Others(otherTypes, sum(others), series(others)));
  }

  private static long sum(long[] counts) {
    return LongStream.of(counts).sum();
  }

  private @Nullable List<Counts.Bucket> series(long[] counts) {
    if (query.interval() == Interval.NONE) {
      return null;
    }
    List<OffsetDateTime> starts = buckets.local();
    return IntStream.range(0, counts.length)
        .mapToObj(i -> new Counts.Bucket(starts.get(i), counts[i]))
        .toList();
  }

  private OffsetDateTime inZone(Instant at) {
    return Buckets.local(at, query.zone());
  }
}
