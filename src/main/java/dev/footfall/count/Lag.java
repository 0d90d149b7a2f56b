package dev.footfall.count;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * The ingestion lag, {@code created_at - event_time}, of a campaign's newest events in a window, in
 * milliseconds. It is negative if a sender's clock is ahead.
 *
 * @param count the number of events that were measured
 * @param p50 null if there are none, as are the other figures
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
