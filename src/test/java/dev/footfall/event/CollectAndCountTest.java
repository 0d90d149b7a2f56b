package dev.footfall.event;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The product's main path, over HTTP and on a real PostgreSQL. */
@QuarkusTest
class CollectAndCountTest {
  private final UUID campaign = UUID.randomUUID();

  private String event(UUID id) {
    return """
        {"id":"%s","session_id":"%s","campaign_id":"%s","event_type":"page_view"}
        """
        .formatted(id, UUID.nameUUIDFromBytes(id.toString().getBytes()), campaign);
  }

  @Test
  void anEventSentTwiceIsStoredOnceAndCountedOnce() {
    String event = event(UUID.randomUUID());

    given().contentType("application/json").body(event).post("/v1/events").then().statusCode(201);
    given().contentType("application/json").body(event).post("/v1/events").then().statusCode(200);

    given()
        .queryParam("campaign_id", campaign)
        .get("/v1/counts")
        .then()
        .statusCode(200)
        .body("total", is(1))
        .body("counts[0].event_type", equalTo("page_view"));
  }
}
