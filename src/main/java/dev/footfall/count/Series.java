package dev.footfall.count;

import dev.footfall.problem.ProblemException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Lays counted cells out as series with their empty buckets. */
final class Series {
  /** A function's answer holds at most 6 MB, and a point takes some 50 bytes. */
  static final int MOST_POINTS = 100_000;

  private Series() {}

  static Counts counts(CountQuery query, Buckets buckets, List<CountStore.Cell> cells) {
    SortedSet<String> eventTypes = new TreeSet<>(query.eventTypes());
    cells.forEach(cell -> eventTypes.add(cell.eventType()));
    if ((long) eventTypes.size() * buckets.size() > MOST_POINTS) {
      throw ProblemException.badRequest(
          "event_type", "must be given: there are over " + MOST_POINTS + " points");
    }
    SortedMap<String, long[]> byType = new TreeMap<>();
    Function<String, long[]> none = type -> new long[buckets.size()];
    eventTypes.forEach(type -> byType.computeIfAbsent(type, none));
    cells.forEach(cell -> byType.computeIfAbsent(cell.eventType(), none)[cell.bucket()] = cell.n());
    List<Counts.OfType> types =
        byType.entrySet().stream()
            .map(type -> ofType(query, buckets, type.getKey(), type.getValue()))
            .toList();
    return new Counts(
        query.campaignId(),
        inZone(query, query.window().from()),
        inZone(query, query.window().to()),
        query.zone().getId(),
        query.interval().name().toLowerCase(Locale.ROOT),
        types.stream().mapToLong(Counts.OfType::total).sum(),
        types);
  }

  private static Counts.OfType ofType(
      CountQuery query, Buckets buckets, String type, long[] counts) {
    @Nullable List<Counts.Bucket> series =
        query.interval() == Interval.NONE
            ? null
            : IntStream.range(0, counts.length)
                .mapToObj(
                    i -> new Counts.Bucket(buckets.starts().get(i).toOffsetDateTime(), counts[i]))
                .toList();
    return new Counts.OfType(
        type, IntStream.range(0, counts.length).mapToLong(i -> counts[i]).sum(), series);
  }

  private static OffsetDateTime inZone(CountQuery query, Instant at) {
    return at.atZone(query.zone()).toOffsetDateTime();
  }
}
