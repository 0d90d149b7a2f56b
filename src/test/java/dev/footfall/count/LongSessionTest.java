package dev.footfall.count;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A session whose metadata is too much for one answer of a function, which holds 6 MB. */
@QuarkusTest
class LongSessionTest {
  private static final int EVENTS = 60;
  private static final int MOST_BYTES = 6 * 1024 * 1024;

  private final UUID session = UUID.randomUUID();

  /** Few bytes when sent; as PostgreSQL writes numbers, some 260 kB each. */
  private void store() {
    for (int i = 0; i < EVENTS; i++) {
      given()
          .contentType("application/json")
          .body(
              """
              {"id":"%s","session_id":"%s","campaign_id":"%s","event_type":"a",
               "metadata":{"a":1e131071,"b":1e131070}}
              """
                  .formatted(UUID.randomUUID(), session, UUID.randomUUID()))
          .post("/v1/events")
          .then()
          .statusCode(201);
    }
  }

  @Test
  void itsPagesStaySmallAndLoseNothing() {
    store();

    Set<String> ids = new HashSet<>();
    int seen = 0;
    int pages = 0;
    String after = null;
    do {
      Response page =
          (after == null ? given() : given().queryParam("after", after))
              .queryParam("limit", 1000)
              .get("/v1/sessions/" + session + "/events");
      assertEquals(200, page.statusCode());
      assertTrue(page.asByteArray().length < MOST_BYTES, "bytes: " + page.asByteArray().length);
      JsonPath json = page.jsonPath();
      ids.addAll(json.getList("events.id"));
      seen += json.getList("events").size();
      after = json.getString("next");
    } while (after != null && ++pages < EVENTS);

    int all = seen;
    int turned = pages;
    assertAll(
        () -> assertEquals(EVENTS, ids.size()),
        () -> assertEquals(EVENTS, all),
        () -> assertTrue(turned > 1, "one page"));
  }
}
