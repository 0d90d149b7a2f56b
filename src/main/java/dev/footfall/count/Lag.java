package dev.footfall.count;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * The ingestion lag, {@code created_at - event_time}, of a campaign's newest events in a window, in
 * milliseconds; negative where a sender's clock runs ahead.
 *
 * @param count how many events were looked at
 * @param p50 null where there are none, as are the others
 */
@JsonNaming(SnakeCaseStrategy.class)
record Lag(
    UUID campaignId,
    OffsetDateTime from,
    OffsetDateTime to,
    long count,
    Long p50,
    Long p95,
    Long p99,
    Long max) {}
