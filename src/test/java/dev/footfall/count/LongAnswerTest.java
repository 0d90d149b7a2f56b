package dev.footfall.count;

import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;

import dev.footfall.testsupport.Http;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Long answers arrive whole: a function's answer has no chunks. */
@QuarkusTest
class LongAnswerTest {
  private static final UUID ANY = UUID.randomUUID();

  @Test
  void aSeriesOfTenThousandBucketsArrivesWhole() {
    String window = "&from=2025-01-01T00:00:00Z&to=2026-02-21T16:00:00Z";

    Http.get("/v1/counts?event_type=page_view&interval=hour" + window, "campaign_id", ANY)
        .then()
        .statusCode(200)
        .header("Content-Length", Integer::parseInt, greaterThan(400_000))
        .body("counts[0].series", hasSize(10_000));
  }
}
