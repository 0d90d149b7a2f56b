package dev.footfall.campaign;

import dev.footfall.problem.ProblemException;
import dev.footfall.query.QueryParameters;
import dev.footfall.query.Window;
import dev.footfall.wire.UuidFormat;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Which campaigns to list.
 *
 * @param after the last campaign of the page before
 * @param limit how many at most
 */
record CampaignQuery(Window window, CampaignSearch search, UUID after, int limit) {
  static final int MOST = 1000;
  private static final int DEFAULT = 200;

  static CampaignQuery of(Map<String, List<String>> query, Instant now) {
    QueryParameters parameters =
        new QueryParameters(query, Set.of("from", "to", "q", "limit", "after"), Set.of());
    return new CampaignQuery(
        Window.of(parameters, now),
        parameters.text("q").map(CampaignSearch::of).orElse(CampaignSearch.ALL),
        parameters.text("after").map(CampaignQuery::after).orElse(CampaignSearch.FIRST),
        parameters.number("limit", 1, MOST, DEFAULT));
  }

  private static UUID after(String text) {
    return UuidFormat.parse(text)
        .orElseThrow(
            () -> ProblemException.badRequest("after", "must be the next of a page before"));
  }
}
