package dev.footfall.count;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How many events of each type a campaign has in a window.
 *
 * @param total of all types, the others included
 * @param counts the types in alphabetical order
 * @param name the campaign's; null if it has none
 * @param others the sum of the types that did not fit; null if all did
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record Counts(
    UUID campaignId,
    @Nullable String name,
    OffsetDateTime from,
    OffsetDateTime to,
    String timezone,
    String interval,
    long total,
    List<OfType> counts,
    @Nullable Others others) {
  private static final String LINE_END = "\r\n";

  /**
   * One type's count.
   *
   * @param series its buckets, empty ones included; null if no interval was asked for
   */
  @RegisterForReflection
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record OfType(String eventType, long total, @Nullable List<Bucket> series) {}

  /**
   * The sum of several types.
   *
   * @param eventTypes how many
   * @param series as that of one type
   */
  @RegisterForReflection
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Others(long eventTypes, long total, @Nullable List<Bucket> series) {}

  /**
   * One bucket.
   *
   * @param start its own start, which may lie before the window's
   */
  @RegisterForReflection
  record Bucket(OffsetDateTime start, long count) {}

  /**
   * The counts as CSV (RFC 4180): a line for each type and bucket, or for each type if no interval
   * was asked for. The lines of the others come last and have an empty type. Nothing is quoted,
   * because no event type holds a comma, a quote or a line break.
   */
  String csv() {
    Stream<String> types =
        counts.stream().flatMap(type -> lines(type.eventType(), type.total(), type.series()));
    Stream<String> rest = others == null ? Stream.of() : lines("", others.total(), others.series());
    return Stream.concat(types, rest)
        .collect(Collectors.joining("", "event_type,start,count" + LINE_END, ""));
  }

  private Stream<String> lines(String type, long total, @Nullable List<Bucket> series) {
    List<Bucket> buckets = series == null ? List.of(new Bucket(from, total)) : series;
    return buckets.stream()
        .map(
            bucket ->
                type
                    + ","
                    + DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(bucket.start())
                    + ","
                    + bucket.count()
                    + LINE_END);
  }
}
