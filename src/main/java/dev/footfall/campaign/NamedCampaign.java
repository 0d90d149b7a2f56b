package dev.footfall.campaign;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.UUID;

/** A campaign's id and name. */
@JsonNaming(SnakeCaseStrategy.class)
record NamedCampaign(UUID campaignId, String name) {}
