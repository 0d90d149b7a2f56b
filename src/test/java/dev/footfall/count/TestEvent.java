package dev.footfall.count;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** An event as a test sends it. */
record TestEvent(UUID id, UUID session, UUID campaign, String type, Instant time) {
  private static final int BATCH = 500;

  static TestEvent of(UUID campaign, String type, Instant time) {
    return new TestEvent(UUID.randomUUID(), UUID.randomUUID(), campaign, type, time);
  }

  static TestEvent of(UUID campaign, String type, String time) {
    return of(campaign, type, Instant.parse(time));
  }

  TestEvent inSession(UUID other) {
    return new TestEvent(id, other, campaign, type, time);
  }

  TestEvent withId(UUID other) {
    return new TestEvent(other, session, campaign, type, time);
  }

  String json() {
    return """
        {"id":"%s","session_id":"%s","campaign_id":"%s","event_type":"%s","event_time":"%s"}"""
        .formatted(id, session, campaign, type, time);
  }

  /** Posts all of them; each must be new. */
  static void store(List<TestEvent> events) {
    for (int i = 0; i < events.size(); i += BATCH) {
      List<TestEvent> batch = events.subList(i, Math.min(events.size(), i + BATCH));
      given()
          .contentType("application/json")
          .body(array(batch))
          .post("/v1/events")
          .then()
          .statusCode(200)
          .body("stored", is(batch.size()));
    }
  }

  static void store(TestEvent... events) {
    store(List.of(events));
  }

  static String array(List<TestEvent> events) {
    return events.stream().map(TestEvent::json).collect(Collectors.joining(",", "[", "]"));
  }
}
