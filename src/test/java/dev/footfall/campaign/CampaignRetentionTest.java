package dev.footfall.campaign;

import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.footfall.testsupport.Http;
import dev.footfall.testsupport.Owner;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the list says of a campaign whose events are gone, while their counters stay. */
@QuarkusTest
class CampaignRetentionTest {
  private static final Instant NOON = Instant.parse("2002-03-14T12:00:00Z");

  private final UUID campaign = UUID.randomUUID();
  @Inject Owner owner;
  private String remembered;

  @BeforeEach
  void remember() {
    remembered = owner.value("SELECT lost_until FROM retention");
  }

  @AfterEach
  void putBack() {
    owner.execute("UPDATE retention SET lost_until = ?::timestamptz", remembered);
  }

  private void dropEvents() {
    owner.execute("DELETE FROM events WHERE campaign_id = ?", campaign);
    owner.execute("UPDATE retention SET lost_until = '2002-04-01 00:00+00'");
  }

  @Test
  void aLostRaggedEdgeConcernsItsOwnCampaignOnly() {
    UUID whole = UUID.randomUUID();
    UUID elsewhere = UUID.randomUUID();
    TestEvent.store(
        TestEvent.of(campaign, "a", NOON.plusSeconds(60)),
        TestEvent.of(whole, "a", NOON.plusSeconds(10)),
        TestEvent.of(whole, "a", NOON.plusSeconds(60)),
        TestEvent.of(elsewhere, "a", NOON.plusSeconds(3000)));
    dropEvents();

    Response answer =
        Http.getAs(
            campaign + " " + whole + " " + elsewhere,
            "/v1/campaigns?from=2002-03-14T12:00:30Z&to=2002-03-14T13:00:00Z");

    answer.then().statusCode(200).body("campaigns.size()", is(3));
    answer
        .then()
        .body("campaigns.find { it.campaign_id == '%s' }".formatted(campaign), is(lost()))
        .body(of(whole) + "total", is(1))
        .body(of(whole) + "first_event_time", is("2002-03-14T12:01:00Z"))
        .body(of(whole) + "incomplete", nullValue())
        .body(of(elsewhere) + "total", is(1));
  }

  private Map<String, Object> lost() {
    Map<String, Object> entry = new java.util.HashMap<>();
    entry.put("campaign_id", campaign.toString());
    entry.put("total", null);
    entry.put("first_event_time", null);
    entry.put("last_event_time", null);
    entry.put("incomplete", true);
    return entry;
  }

  private static String of(UUID campaign) {
    return "campaigns.find { it.campaign_id == '%s' }.".formatted(campaign);
  }

  @Test
  void theStartOfItsQuarterHourStandsInForADroppedEvent() {
    Instant last = NOON.plusSeconds(86_400);
    TestEvent.store(TestEvent.of(campaign, "a", NOON.plusSeconds(77)));
    dropEvents();
    TestEvent.store(List.of(TestEvent.of(campaign, "a", last)));

    Response answer =
        Http.getAs(campaign, "/v1/campaigns?from=2002-01-01T00:00:00Z&to=2003-01-01T00:00:00Z");

    answer
        .then()
        .statusCode(200)
        .body("campaigns[0].total", is(2))
        .body("campaigns[0].first_event_time", is(NOON.toString()))
        .body("campaigns[0].last_event_time", is(last.toString()));
  }
}
