package dev.footfall.count;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.footfall.query.Times;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is stored.
 *
 * @param sessionId null on a page of one session
 * @param campaignId null on a page of one campaign
 * @param followed whether another event comes after it; not answered
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record StoredEvent(
    UUID id,
    @Nullable UUID sessionId,
    @Nullable UUID campaignId,
    String eventType,
    OffsetDateTime eventTime,
    OffsetDateTime createdAt,
    long lagMs,
    @JsonRawValue String metadata,
    @JsonIgnore boolean followed) {

  /** A row of {@link EventPage#sql}. */
  static StoredEvent of(Row row) {
    OffsetDateTime eventTime = Times.utc(row.getOffsetDateTime(4));
    OffsetDateTime createdAt = Times.utc(row.getOffsetDateTime(5));
    return new StoredEvent(
        row.getUUID(0),
        row.getUUID(1),
        row.getUUID(2),
        row.getString(3),
        eventTime,
        createdAt,
        Duration.between(eventTime, createdAt).toMillis(),
        row.getString(6),
        row.getBoolean(7));
  }
}
