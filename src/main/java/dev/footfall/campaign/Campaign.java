package dev.footfall.campaign;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One campaign within a window.
 *
 * @param name null where it has none
 * @param total null where it cannot be counted, because events at a ragged edge were dropped
 * @param sessions null where the total is
 * @param firstEventTime null where it has no event, as is the last
 * @param incomplete true where the total is null, and else null
 * @param followed whether the list goes on after it
 */
@JsonNaming(SnakeCaseStrategy.class)
record Campaign(
    UUID campaignId,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String name,
    @Nullable Long total,
    @Nullable Long sessions,
    @Nullable OffsetDateTime firstEventTime,
    @Nullable OffsetDateTime lastEventTime,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean incomplete,
    @JsonIgnore boolean followed) {}
