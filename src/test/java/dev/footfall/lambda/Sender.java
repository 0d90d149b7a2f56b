package dev.footfall.lambda;

import io.restassured.RestAssured;
import java.util.UUID;

/** Stores events whose readers a test looks at. */
final class Sender {
  private Sender() {}

  /** Stores one page view, now. */
  static void store(UUID session, UUID campaign) {
    RestAssured.given()
        .contentType("application/json")
        .body(
            """
            {"session_id":"%s","campaign_id":"%s","event_type":"page_view"}"""
                .formatted(session, campaign))
        .post("/v1/events")
        .then()
        .statusCode(201);
  }
}
