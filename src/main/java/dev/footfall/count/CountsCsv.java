package dev.footfall.count;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counts as CSV (RFC 4180): a line for each type and bucket, or for each type if no interval was
 * asked for; with {@code by}, for each type, value and bucket.
 *
 * <p>The lines of the other types come last and have an empty type. Those of events without a value
 * have an empty one, and those of the other values have {@code (N others)}. Sessions are empty
 * where they are not known.
 */
record CountsCsv(OffsetDateTime from, boolean split) {
  private static final String LINE_END = "\r\n";

  /** What a spreadsheet would take for the start of a formula. */
  private static final String FORMULA = "=+-@\t\r";

  static String of(Counts counts) {
    return new CountsCsv(counts.from(), counts.by() != null).text(counts);
  }

  private String text(Counts counts) {
    Stream<String> types = counts.counts().stream().flatMap(this::lines);
    Counts.OtherTypes others = counts.others();
    Stream<String> rest =
        others == null ? Stream.of() : lines(split ? ",," : ",", others.figures());
    String head = "event_type," + (split ? "value," : "") + "start,count,sessions" + LINE_END;
    return Stream.concat(types, rest).collect(Collectors.joining("", head, ""));
  }

  /** No event type holds anything that must be quoted. */
  Stream<String> lines(Counts.OfType type) {
    String start = type.eventType() + ",";
    if (type.values() == null) {
      return lines(start, type.figures());
    }
    Stream<String> values =
        type.values().stream()
            .flatMap(value -> lines(start + cell(value.value()) + ",", value.figures()));
    Counts.OtherValues others = type.otherValues();
    return others == null
        ? values
        : Stream.concat(
            values, lines(start + "(" + others.values() + " others),", others.figures()));
  }

  private static String cell(@Nullable String value) {
    if (value == null) {
      return "";
    }
    boolean formula = !value.isEmpty() && FORMULA.indexOf(value.charAt(0)) >= 0;
    return "\"" + (formula ? "'" : "") + value.replace("\"", "\"\"") + "\"";
  }

  private Stream<String> lines(String start, Counts.Figures figures) {
    List<Counts.Bucket> buckets =
        figures.series() == null
            ? List.of(new Counts.Bucket(from, figures.total(), figures.sessions()))
            : figures.series();
    return buckets.stream()
        .map(
            bucket ->
                start
                    + DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(bucket.start())
                    + ","
                    + bucket.count()
                    + ","
                    + (bucket.sessions() == null ? "" : bucket.sessions())
                    + LINE_END);
  }
}
