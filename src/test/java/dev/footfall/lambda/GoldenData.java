package dev.footfall.lambda;

import io.restassured.RestAssured;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;

/** What the golden events' campaign holds before each of them: two page views, one purchase. */
final class GoldenData {
  static final UUID CAMPAIGN = UUID.fromString("5d0c7a1e-6f3b-4c8e-9a27-1b4e8f60d3c2");
  private static final String EVENT =
      """
      {"id":"9a1c0000-0000-4000-8000-0000000001%02d","campaign_id":"%s","event_type":"%s",
       "session_id":"e2b9f4d6-0c15-4a7b-8d3e-7f6a5c4b3a21","event_time":"2026-05-06T0%d:30:00Z"}""";

  private GoldenData() {}

  static void reset(DataSource owner) throws SQLException {
    try (Connection connection = owner.getConnection();
        Statement statement = connection.createStatement()) {
      for (String table : new String[] {"events", "event_counts"}) {
        statement.execute("DELETE FROM " + table + " WHERE campaign_id = '" + CAMPAIGN + "'");
      }
    }
    String body =
        "["
            + event(1, "page_view")
            + ","
            + event(2, "page_view")
            + ","
            + event(3, "purchase")
            + "]";
    RestAssured.given()
        .contentType("application/json")
        .body(body)
        .post("/v1/events")
        .then()
        .statusCode(200);
  }

  private static String event(int number, String type) {
    return EVENT.formatted(number, CAMPAIGN, type, number);
  }
}
