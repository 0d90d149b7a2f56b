package dev.footfall.count;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One session's events. */
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

  @Test
  void anothersSessionIsRefused() {
    stored(1);

    getAs(UUID.randomUUID(), path()).isProblem(403, null);
  }

  @Test
  void ofASharedSessionOnlyTheCallersCampaignIsShown() {
    TestEvent own = event(NOON);
    TestEvent.store(
        own, TestEvent.of(UUID.randomUUID(), "other", NOON).with("session_id", session));

    assertEquals(List.of(own.id().toString()), walk(1, campaign));
  }

  @Test
  void anUnknownSessionIsAnEmptyPage() {
    assertEquals(List.of(), ids(getAs(campaign, path()).shows("/next", null)));
  }
}
