package dev.footfall.count;

import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.testsupport.Http;
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

    page("limit", 1)
        .then()
        .body("session_id", is(session.toString()))
        .body("events[0].campaign_id", is(campaign.toString()));
  }

  @Test
  void aSessionIdThatIsNoUuidIsNamed() {
    Http.get("/v1/sessions/me/events").then().statusCode(400).body("field", is("session_id"));
  }

  @Test
  void anothersSessionIsRefused() {
    stored(1);

    pageAs(UUID.randomUUID()).then().statusCode(403).contentType("application/problem+json");
  }

  @Test
  void ofASharedSessionOnlyTheCallersCampaignIsShown() {
    TestEvent own = event(NOON);
    TestEvent.store(
        own, TestEvent.of(UUID.randomUUID(), "other", NOON).with("session_id", session));

    assertEquals(List.of(own.id().toString()), walk(1, campaign));
  }

  @Test
  void aSessionThatNobodyHasIsAnEmptyPage() {
    pageAs(campaign).then().statusCode(200).body("events", hasSize(0)).body("next", nullValue());
  }
}
