package dev.footfall.count;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How many events of each type a campaign has in a window; types in alphabetical order. */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
record Counts(
    UUID campaignId,
    OffsetDateTime from,
    OffsetDateTime to,
    String timezone,
    String interval,
    long total,
    List<OfType> counts) {

  /**
   * One type's count.
   *
   * @param series its buckets, empty ones included; null where no interval was asked for
   */
  @RegisterForReflection
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record OfType(String eventType, long total, @Nullable List<Bucket> series) {}

  /**
   * One bucket.
   *
   * @param start its own start, which may lie before the window's
   */
  @RegisterForReflection
  record Bucket(OffsetDateTime start, long count) {}
}
