package dev.footfall.event;

import static dev.footfall.testsupport.Gateway.post;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.Owner;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Where only registered campaigns count, an event of another one is rejected and stores nothing.
 */
@QuarkusTest
@TestProfile(RegisteredCampaignsTest.Registered.class)
class RegisteredCampaignsTest {

  public static class Registered implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("footfall.campaigns", "registered");
    }
  }

  @Inject Owner owner;
  private final UUID registered = UUID.randomUUID();
  private final UUID stranger = UUID.randomUUID();

  @Test
  void onlyANamedCampaignsEventsAreStored() {
    owner.execute(
        "INSERT INTO campaigns (campaign_id, name) VALUES (?, 'Spring sale')", registered);
    TestEvent event = TestEvent.of(registered);

    Answer answer =
        post(TestEvent.array(TestEvent.of(stranger), event, event))
            .is(200, "rejected", "stored", "duplicate");

    assertEquals("campaign_id", answer.at("/results/0/field"));
    assertEquals("is not a registered campaign", answer.at("/results/0/reason"));
    owner.assertHolds(registered, 1);
    owner.assertHolds(stranger, 0);
  }

  @Test
  void aCampaignCountsFromTheMomentThatItIsNamed() {
    TestEvent event = TestEvent.of(stranger);
    post(event).is(422);
    owner.execute("INSERT INTO campaigns (campaign_id, name) VALUES (?, 'Spring sale')", stranger);

    post(event).is(201, "stored");

    owner.assertHolds(stranger, 1);
  }
}
