package dev.footfall.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.ServiceTest;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Where only registered campaigns count, events of others are rejected and not stored. */
@QuarkusTest
@TestProfile(RegisteredCampaignsTest.Registered.class)
class RegisteredCampaignsTest extends ServiceTest {
  public static class Registered implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("footfall.campaigns", "registered");
    }
  }

  private void register() {
    owner.execute("INSERT INTO campaigns (campaign_id, name) VALUES (?, 'Spring sale')", campaign);
  }

  @Test
  void onlyANamedCampaignsEventsAreStored() {
    UUID stranger = UUID.randomUUID();
    TestEvent event = event();
    register();

    Answer answer =
        post(TestEvent.array(TestEvent.of(stranger), event, event))
            .is(200, "rejected", "stored", "duplicate");

    assertEquals("campaign_id", answer.at("/results/0/field"));
    assertEquals("is not a registered campaign", answer.at("/results/0/reason"));
    assertHolds(1);
    owner.assertHolds(stranger, 0);
  }

  @Test
  void eventsAreStoredOnceTheirCampaignIsNamed() {
    TestEvent event = event();
    post(event).is(422);
    register();

    post(event).is(201, "stored");

    assertHolds(1);
  }
}
