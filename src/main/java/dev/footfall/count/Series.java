package dev.footfall.count;

import dev.footfall.query.Times;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Lays out counted cells as series, with a zero for each empty bucket. */
final class Series {
  private final CountQuery query;
  private final Buckets buckets;
  private final @Nullable List<OffsetDateTime> starts;
  private final ToLongFunction<Object> size;

  /**
   * @param size the bytes that a part of the answer takes
   */
  Series(CountQuery query, Buckets buckets, ToLongFunction<Object> size) {
    this.query = query;
    this.buckets = buckets;
    this.size = size;
    this.starts = query.interval() == Interval.NONE ? null : buckets.local();
  }

  /**
   * The response to the query. A type that was asked for is in it even if it has no events.
   *
   * @param room the bytes that types may take; where they are split, those that do not fit join the
   *     others
   */
  Counts counts(CountStore.Counted counted, long room) {
    SortedMap<String, TypeTally> types = new TreeMap<>();
    query.eventTypes().forEach(type -> types.put(type, tally(false)));
    TypeTally sessions = tally(false);
    TypeTally others = tally(false);
    TypeTally all = tally(true);
    for (CountStore.Cell cell : counted.cells()) {
      String type = cell.eventType();
      boolean atAll = type != null && type.isEmpty();
      (type == null ? others : atAll ? sessions : types.computeIfAbsent(type, t -> tally(false)))
          .add(cell);
      all.add(atAll ? cell : cell.withoutSessions());
    }
    List<Counts.OfValue> values = query.isSplit() ? all.values(null) : null;
    List<Counts.OfType> fitting =
        values == null ? all(types) : fitting(types, room - size.applyAsLong(values));
    types.keySet().removeAll(fitting.stream().map(Counts.OfType::eventType).toList());
    types.values().forEach(type -> others.whole().add(type.whole()));
    long otherTypes =
        types.size()
            + counted.cells().stream().mapToLong(CountStore.Cell::otherTypes).max().orElse(0);
    return new Counts(
        query.campaignId(),
        counted.name(),
        query.from(),
        query.to(),
        query.zone().getId(),
        query.interval().name().toLowerCase(Locale.ROOT),
        query.split().by(),
        query.split().where(),
        counted.since() == null ? null : Times.inZone(counted.since(), query.zone()),
        all.whole().total(),
        sessions(fitting, sessions),
        fitting,
        otherTypes == 0
            ? null
            : new Counts.OtherTypes(otherTypes, others.whole().figuresWithoutSessions(starts)),
        values,
        values == null ? null : all.otherValues(null));
  }

  private List<Counts.OfType> all(SortedMap<String, TypeTally> types) {
    return types.entrySet().stream().map(type -> ofType(type.getKey(), type.getValue())).toList();
  }

  /** The greatest types that fit, by name. */
  private List<Counts.OfType> fitting(SortedMap<String, TypeTally> types, long room) {
    List<Counts.OfType> fitting = new ArrayList<>();
    long taken = 0;
    for (var type :
        types.entrySet().stream()
            .sorted(Comparator.comparingLong(type -> -type.getValue().whole().total()))
            .toList()) {
      Counts.OfType next = ofType(type.getKey(), type.getValue());
      taken += size.applyAsLong(next);
      if (taken > room) {
        if (!query.eventTypes().isEmpty()) {
          throw AnswerSize.tooLong(query.eventTypes());
        }
        break;
      }
      fitting.add(next);
    }
    fitting.sort(Comparator.comparing(Counts.OfType::eventType));
    return fitting;
  }

  private Counts.OfType ofType(String name, TypeTally type) {
    return new Counts.OfType(
        name,
        type.whole().figures(starts),
        query.isSplit() ? type.values(starts) : null,
        query.isSplit() ? type.otherValues(starts) : null);
  }

  /** A session that did several of the types asked for is known once for each of them. */
  private @Nullable Long sessions(List<Counts.OfType> types, TypeTally atAll) {
    return switch (query.eventTypes().size()) {
      case 0 -> atAll.whole().sessions();
      case 1 -> types.get(0).figures().sessions();
      default -> null;
    };
  }

  private TypeTally tally(boolean ofSeveral) {
    return new TypeTally(buckets.size(), ofSeveral);
  }
}
