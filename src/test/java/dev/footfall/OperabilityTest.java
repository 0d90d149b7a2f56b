package dev.footfall;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.Http;
import dev.footfall.testsupport.TestEvent;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What an operator looks at: health and metrics. */
@QuarkusTest
class OperabilityTest {
  @Inject MeterRegistry meters;

  private static TestEvent event() {
    return TestEvent.of(UUID.randomUUID());
  }

  private double count(String result, String field) {
    return meters.counter("footfall.events", "result", result, "field", field).count();
  }

  @Test
  void readinessAsksTheDatabaseAndLivenessDoesNot() {
    Http.get("/q/health/live").then().statusCode(200).body("checks.size()", equalTo(0));
    Http.get("/q/health/ready")
        .then()
        .statusCode(200)
        .body("checks[0].name", equalTo("database"))
        .body("checks[0].status", equalTo("UP"));
  }

  @Test
  void eventsAreCountedByResultAndField() {
    double stored = count("stored", "none");
    double rejected = count("rejected", "event_type");

    Http.post(TestEvent.array(event(), event().with("event_type", "not a type")));

    assertEquals(stored + 1, count("stored", "none"));
    assertEquals(rejected + 1, count("rejected", "event_type"));
  }

  @Test
  void whatSendersChooseDoesNotMakeTimeSeries() {
    Http.post(TestEvent.array(event(), "{\"unknown\":1}"));
    long before = ours();

    for (int i = 0; i < 50; i++) {
      TestEvent chosen = event().with("event_type", "type" + i);
      Http.post(TestEvent.array(chosen, "{\"unknown" + i + "\":1}"));
    }

    assertEquals(before, ours());
  }

  private long ours() {
    return meters.getMeters().stream()
        .filter(meter -> meter.getId().getName().startsWith("footfall."))
        .count();
  }

  @Test
  void lagBatchSizeAndDatabaseTimeAreMeasured() {
    Http.post(event());
    double lagBefore = meters.get("footfall.ingestion.lag").timer().totalTime(TimeUnit.SECONDS);
    long batchesBefore = meters.get("footfall.batch.size").summary().count();

    Http.post(event().with("event_time", Instant.now().minusSeconds(60)));

    double lag = meters.get("footfall.ingestion.lag").timer().totalTime(TimeUnit.SECONDS);
    assertTrue(lag - lagBefore >= 60, "lag grew by " + (lag - lagBefore));
    assertEquals(batchesBefore + 1, meters.get("footfall.batch.size").summary().count());
    assertTrue(
        meters.get("footfall.database").tag("statement", "insert").timer().count() > 0,
        "insert timed");
  }

  @Test
  void noLabelHoldsAnIdOrAnAddress() {
    Http.post(event());

    Set<String> keys =
        meters.getMeters().stream()
            .map(Meter::getId)
            .filter(id -> id.getName().startsWith("footfall."))
            .flatMap(id -> id.getTags().stream())
            .map(Tag::getKey)
            .collect(Collectors.toSet());

    assertEquals(Set.of("result", "field", "statement", "outcome"), keys);
  }

  @Test
  void metricsAreThereForPrometheus() {
    Http.post(event());

    String exposed = Http.get("/q/metrics").then().statusCode(200).extract().asString();

    assertTrue(exposed.contains("footfall_ingestion_lag_seconds_bucket"), "lag histogram");
    assertTrue(exposed.contains("footfall_events_total"), "events");
  }
}
