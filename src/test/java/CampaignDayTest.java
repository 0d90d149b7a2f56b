import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.Owner;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** The campaign day runs against this service, and would notice a count that is off by one. */
@QuarkusTest
class CampaignDayTest {
  @Inject Owner owner;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private CampaignDay day(int sessions) {
    return new CampaignDay(
        URI.create("http://localhost:" + RestAssured.port),
        ThreadLocalRandom.current().nextLong(),
        sessions,
        new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  @Test
  void theServiceCountsWhatACampaignDaySent() throws Exception {
    CampaignDay day = day(60);

    day.send();

    assertTrue(day.agrees(), printed.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aCountThatIsOffByOneIsNoticed() throws Exception {
    CampaignDay day = day(5);
    day.send();
    owner.execute(
        """
        INSERT INTO event_counts (campaign_id, bucket, event_type, shard, n)
        VALUES (?, date_bin('15 minutes', now(), '2000-01-01 00:00+00'), 'page_view', 99, 1)
        """,
        day.campaigns().get(0));

    assertFalse(day.agrees(), printed.toString(StandardCharsets.UTF_8));
  }
}
