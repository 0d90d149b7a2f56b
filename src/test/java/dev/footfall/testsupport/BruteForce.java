package dev.footfall.testsupport;

import dev.footfall.query.Window;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Counts by looking at every event. It finds a zone's buckets by watching its wall clock tick: one
 * starts at each quarter-hour at which the clock shows a later hour, day, week or month than ever
 * before, or strikes the same hour again.
 */
public final class BruteForce {
  private static final Duration BEFORE = Duration.ofDays(40);

  private final ZoneId zone;
  private final String interval;
  private final NavigableSet<Instant> starts = new TreeSet<>();

  /** Knows the buckets of the range, in which every window must lie. */
  public BruteForce(ZoneId zone, String interval, Instant from, Instant to) {
    this.zone = zone;
    this.interval = interval;
    Instant tick = from.minus(BEFORE).truncatedTo(ChronoUnit.HOURS);
    LocalDateTime latest = label(tick);
    while (tick.isBefore(to)) {
      tick = tick.plus(nextStep(tick));
      LocalDateTime label = label(tick);
      boolean struckAgain =
          interval.equals("hour")
              && label.equals(latest)
              && label.equals(LocalDateTime.ofInstant(tick, zone));
      if ((label.isAfter(latest) || struckAgain) && tick.getEpochSecond() % 900 == 0) {
        starts.add(tick);
      }
      latest = label.isAfter(latest) ? label : latest;
    }
  }

  /** By minutes where the clocks change, else by quarter-hours. */
  private Duration nextStep(Instant tick) {
    Instant quarter = tick.plusSeconds(900 - tick.getEpochSecond() % 900);
    boolean steady =
        zone.getRules().getOffset(tick.minusSeconds(60)).equals(zone.getRules().getOffset(quarter));
    return steady ? Duration.between(tick, quarter) : Duration.ofMinutes(1);
  }

  private LocalDateTime label(Instant at) {
    LocalDateTime clock = LocalDateTime.ofInstant(at, zone);
    LocalDate date = clock.toLocalDate();
    return switch (interval) {
      case "hour" -> date.atTime(clock.getHour(), 0);
      case "day" -> date.atTime(0, 0);
      case "week" ->
          date.minusDays(date.getDayOfWeek().ordinal() - DayOfWeek.MONDAY.ordinal()).atTime(0, 0);
      case "month" -> LocalDate.of(date.getYear(), date.getMonth(), 1).atTime(0, 0);
      default -> throw new IllegalArgumentException(interval);
    };
  }

  /** For each type that has events in the window: its buckets, empty ones included. */
  public SortedMap<String, Map<OffsetDateTime, Long>> series(
      List<TestEvent> events, Window window) {
    SortedMap<String, Map<OffsetDateTime, Long>> series = new TreeMap<>();
    for (TestEvent event : within(events, window)) {
      series
          .computeIfAbsent(event.type(), type -> empty(window))
          .merge(atOffset(starts.floor(event.time())), 1L, Long::sum);
    }
    return series;
  }

  private Map<OffsetDateTime, Long> empty(Window window) {
    Map<OffsetDateTime, Long> empty = new LinkedHashMap<>();
    starts
        .subSet(starts.floor(window.from()), window.to())
        .forEach(start -> empty.put(atOffset(start), 0L));
    return empty;
  }

  private OffsetDateTime atOffset(Instant at) {
    return at.atZone(zone).toOffsetDateTime();
  }

  public static SortedMap<String, Long> totals(List<TestEvent> events, Window window) {
    return within(events, window).stream()
        .collect(Collectors.groupingBy(TestEvent::type, TreeMap::new, Collectors.counting()));
  }

  private static List<TestEvent> within(List<TestEvent> events, Window window) {
    return events.stream()
        .filter(event -> !event.time().isBefore(window.from()))
        .filter(event -> event.time().isBefore(window.to()))
        .toList();
  }
}
