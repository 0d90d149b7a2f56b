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

/** The table of events over time as it must be, made by looking at every event for every cell. */
record Days(StoredEvents events, List<String> types, Instant from, Instant to, ZoneId zone) {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy", Locale.UK);
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy, HH:mm", Locale.UK);
  private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern(" xxx");

  List<List<String>> byDay() {
    List<List<String>> rows = new ArrayList<>(List.of(head()));
    for (ZonedDateTime day = from.atZone(zone).truncatedTo(ChronoUnit.DAYS);
        day.toInstant().isBefore(to);
        day = day.plusDays(1)) {
      rows.add(row(DAY.format(day), day, ChronoUnit.DAYS));
    }
    return rows;
  }

  /** An hour that the clock strikes twice has two rows, told apart by their offsets. */
  List<List<String>> byHour() {
    List<List<String>> rows = new ArrayList<>(List.of(head()));
    for (ZonedDateTime hour = from.atZone(zone).truncatedTo(ChronoUnit.HOURS);
        hour.toInstant().isBefore(to);
        hour = hour.plusHours(1)) {
      boolean twice = zone.getRules().getValidOffsets(hour.toLocalDateTime()).size() > 1;
      rows.add(row(HOUR.format(hour) + (twice ? OFFSET.format(hour) : ""), hour, ChronoUnit.HOURS));
    }
    return rows;
  }

  private List<String> head() {
    return Stream.concat(Stream.of("Start"), types.stream()).toList();
  }

  private List<String> row(String name, ZonedDateTime start, ChronoUnit unit) {
    return Stream.concat(
            Stream.of(name),
            types.stream()
                .map(type -> events.countIn(start, time -> time.truncatedTo(unit), type, from, to))
                .map(Days::number))
        .toList();
  }

  static String number(long number) {
    return String.format(Locale.UK, "%,d", number);
  }
}
