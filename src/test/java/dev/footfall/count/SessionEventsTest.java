package dev.footfall.count;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** One session's events; who may see them is in SessionVisibilityTest. */
@QuarkusTest
class SessionEventsTest extends PagesContract {
  @Override
  String path() {
    return "/v1/sessions/" + session + "/events";
  }

  @Test
  void theSessionAndEachEventsCampaignAreNamed() {
    stored(1);

    page("limit", 1).shows("/session_id", session, "/events/0/campaign_id", campaign);
  }

  @Test
  void aSessionIdThatIsNoUuidIsNamed() {
    get("/v1/sessions/me/events").isProblem(400, "session_id");
  }
}
