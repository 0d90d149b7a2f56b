package dev.footfall.page;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The expected table of events over time, made by looking at every event for every cell. */
record Days(StoredEvents events, List<String> types, Instant from, Instant to, ZoneId zone) {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy", Locale.UK);
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy, HH:mm", Locale.UK);
  private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern(" xxx");

  List<List<String>> byDay() {
    return rows(ChronoUnit.DAYS);
  }

  List<List<String>> byHour() {
    return rows(ChronoUnit.HOURS);
  }

  private List<List<String>> rows(ChronoUnit unit) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(Stream.concat(Stream.of("Start"), types.stream()).toList());
    for (ZonedDateTime start = from.atZone(zone).truncatedTo(unit);
        start.toInstant().isBefore(to);
        start = start.plus(1, unit)) {
      rows.add(row(start, unit));
    }
    return rows;
  }

  private List<String> row(ZonedDateTime start, ChronoUnit unit) {
    Stream<String> counts =
        types.stream()
            .map(type -> events.within(type, from, to))
            .map(all -> all.filter(at -> at.atZone(zone).truncatedTo(unit).equals(start)).count())
            .map(Days::number);
    return Stream.concat(Stream.of(name(start, unit)), counts).toList();
  }

  /** An hour that occurs twice has two rows, told apart by their offsets. */
  private String name(ZonedDateTime start, ChronoUnit unit) {
    if (unit == ChronoUnit.DAYS) {
      return DAY.format(start);
    }
    boolean twice = zone.getRules().getValidOffsets(start.toLocalDateTime()).size() > 1;
    return HOUR.format(start) + (twice ? OFFSET.format(start) : "");
  }

  static String number(long number) {
    return String.format(Locale.UK, "%,d", number);
  }
}
