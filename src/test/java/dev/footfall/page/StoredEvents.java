package dev.footfall.page;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The events that a test has stored for a campaign, counted one by one. */
final class StoredEvents {
  private static final int BATCH = 500;

  private final UUID campaign = UUID.randomUUID();
  private final List<Stored> stored = new ArrayList<>();
  private final List<String> waiting = new ArrayList<>();

  /** What counting needs of an event. */
  record Stored(String type, Instant time) {}

  /** Stores this many page views now. */
  static StoredEvents pageViews(int number) {
    return new StoredEvents().add(number, "page_view", Instant.now()).store();
  }

  UUID campaign() {
    return campaign;
  }

  StoredEvents add(int number, String type, Instant time) {
    for (int i = 0; i < number; i++) {
      add(UUID.randomUUID(), type, time, "{}");
    }
    return this;
  }

  StoredEvents add(UUID session, String type, Instant time, String metadata) {
    stored.add(new Stored(type, time));
    waiting.add(
        """
        {"id":"%s","session_id":"%s","campaign_id":"%s","event_type":"%s","event_time":"%s","metadata":%s}"""
            .formatted(UUID.randomUUID(), session, campaign, type, time, metadata));
    return this;
  }

  /** Posts the added events; all must be new. */
  StoredEvents store() {
    for (int i = 0; i < waiting.size(); i += BATCH) {
      List<String> batch = waiting.subList(i, Math.min(waiting.size(), i + BATCH));
      given()
          .contentType("application/json")
          .body(batch.stream().collect(Collectors.joining(",", "[", "]")))
          .post("/v1/events")
          .then()
          .statusCode(200)
          .body("stored", is(batch.size()));
    }
    waiting.clear();
    return this;
  }

  /** The number of events of the type in the window; null stands for all types. */
  long count(String type, Instant from, Instant to) {
    return within(type, from, to).count();
  }

  /** The times of these events. */
  Stream<Instant> within(String type, Instant from, Instant to) {
    return stored.stream()
        .filter(event -> type == null || event.type().equals(type))
        .map(Stored::time)
        .filter(time -> !time.isBefore(from) && time.isBefore(to));
  }
}
