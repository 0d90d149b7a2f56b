package dev.footfall.campaign;

import dev.footfall.query.Grain;
import dev.footfall.query.Times;
import dev.footfall.query.Window;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/**
 * A window cut into the longest counters that fit: whole days, whole hours and quarter-hours beside
 * them, and ragged edges.
 */
record WindowParts(List<Part> parts) {
  /**
   * One piece.
   *
   * @param minutes the length of its counters; 0 for a ragged edge, which has none
   */
  record Part(Window window, int minutes) {}

  static WindowParts of(Window window) {
    Window quarters = window.whole(Grain.QUARTER_HOUR);
    Window hours = quarters.whole(Grain.HOUR);
    Window days = hours.whole(Grain.DAY);
    List<Part> parts = new ArrayList<>();
    add(parts, window.outside(quarters), 0);
    add(parts, quarters.outside(hours), Grain.QUARTER_HOUR.minutes());
    add(parts, hours.outside(days), Grain.HOUR.minutes());
    add(parts, days.outside(days.nothing()), Grain.DAY.minutes());
    return new WindowParts(List.copyOf(parts));
  }

  private static void add(List<Part> parts, List<Window> windows, int minutes) {
    windows.forEach(window -> parts.add(new Part(window, minutes)));
  }

  /** The statement's parameters with the starts, the ends and the lengths of counters. */
  Tuple addTo(Tuple parameters) {
    return parameters
        .addArrayOfOffsetDateTime(Times.array(parts.stream().map(part -> part.window().from())))
        .addArrayOfOffsetDateTime(Times.array(parts.stream().map(part -> part.window().to())))
        .addArrayOfInteger(parts.stream().map(Part::minutes).toArray(Integer[]::new));
  }
}
