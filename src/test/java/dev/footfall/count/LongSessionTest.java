package dev.footfall.count;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.Http;
import dev.footfall.testsupport.TestEvent;
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
      TestEvent event =
          TestEvent.of(UUID.randomUUID())
              .with("session_id", session)
              .raw("metadata", "{\"a\":1e131071,\"b\":1e131070}");
      Http.post(event).then().statusCode(201);
    }
  }

  @Test
  void itsPagesStaySmallAndLoseNothing() {
    store();

    Set<String> ids = new HashSet<>();
    int seen = 0;
    int pages = 0;
    String next = SessionCursor.START.toString();
    do {
      Response page = Http.get("/v1/sessions/" + session + "/events", "limit", 1000, "after", next);
      assertEquals(200, page.statusCode());
      assertTrue(page.asByteArray().length < MOST_BYTES, "bytes: " + page.asByteArray().length);
      JsonPath json = page.jsonPath();
      ids.addAll(json.getList("events.id"));
      seen += json.getList("events").size();
      next = json.getString("next");
    } while (next != null && ++pages < EVENTS);

    int all = seen;
    int turned = pages;
    assertAll(
        () -> assertEquals(EVENTS, ids.size()),
        () -> assertEquals(EVENTS, all),
        () -> assertTrue(turned > 1, "one page"));
  }
}
