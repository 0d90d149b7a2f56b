package dev.footfall.count;

import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Counts as CSV (RFC 4180): a line for each type and bucket, one line a type where no interval was
 * asked for. No value needs quoting: an event type holds no comma, quote or line break.
 */
final class CountCsv {
  static final String MEDIA_TYPE = "text/csv";
  private static final String LINE_END = "\r\n";

  private CountCsv() {}

  static String of(Counts counts) {
    return counts.counts().stream()
        .flatMap(type -> lines(counts, type))
        .map(line -> line + LINE_END)
        .collect(Collectors.joining("", "event_type,start,count" + LINE_END, ""));
  }

  private static Stream<String> lines(Counts counts, Counts.OfType type) {
    Stream<Counts.Bucket> series =
        type.series() == null
            ? Stream.of(new Counts.Bucket(counts.from(), type.total()))
            : type.series().stream();
    return series.map(
        bucket ->
            type.eventType()
                + ","
                + DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(bucket.start())
                + ","
                + bucket.count());
  }
}
