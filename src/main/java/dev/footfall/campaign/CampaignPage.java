package dev.footfall.campaign;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.footfall.query.Times;
import dev.footfall.query.Window;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One page of campaigns by id, and the window that their totals and times are of.
 *
 * @param next what {@code after} takes for the page that follows; null at the end
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record CampaignPage(
    OffsetDateTime from, OffsetDateTime to, List<Campaign> campaigns, @Nullable UUID next) {

  static CampaignPage of(Window window, List<Campaign> campaigns) {
    return new CampaignPage(
        Times.utc(window.from()), Times.utc(window.to()), campaigns, next(campaigns));
  }

  private static @Nullable UUID next(List<Campaign> campaigns) {
    if (campaigns.isEmpty()) {
      return null;
    }
    Campaign last = campaigns.get(campaigns.size() - 1);
    return last.followed() ? last.campaignId() : null;
  }
}
