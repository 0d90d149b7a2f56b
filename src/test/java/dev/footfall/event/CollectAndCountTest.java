package dev.footfall.event;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import dev.footfall.testsupport.Http;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The product's main path, over HTTP and on a real PostgreSQL. */
@QuarkusTest
class CollectAndCountTest {
  private final UUID campaign = UUID.randomUUID();

  @Test
  void anEventSentTwiceIsStoredOnceAndCountedOnce() {
    TestEvent event = TestEvent.of(campaign);
    Http.post(event).then().statusCode(201);
    Http.post(event).then().statusCode(200);

    Http.get("/v1/counts", "campaign_id", campaign)
        .then()
        .statusCode(200)
        .body("total", is(1))
        .body("counts[0].event_type", equalTo("page_view"));
  }
}
