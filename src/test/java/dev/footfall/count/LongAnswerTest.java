package dev.footfall.count;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Long answers arrive whole: a function's answer has no chunks. */
@QuarkusTest
class LongAnswerTest {

  @Test
  void aSeriesOfTenThousandBucketsArrivesWhole() {
    given()
        .queryParam("campaign_id", UUID.randomUUID())
        .queryParam("event_type", "page_view")
        .queryParam("from", "2025-01-01T00:00:00Z")
        .queryParam("to", "2026-02-21T16:00:00Z")
        .queryParam("interval", "hour")
        .get("/v1/counts")
        .then()
        .statusCode(200)
        .header("Content-Length", Integer::parseInt, greaterThan(400_000))
        .body("counts[0].series", hasSize(10_000));
  }
}
