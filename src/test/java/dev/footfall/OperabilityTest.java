package dev.footfall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.ServiceTest;
import dev.footfall.testsupport.TestEvent;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Health checks and metrics for operators. */
@QuarkusTest
class OperabilityTest extends ServiceTest {
  @Inject MeterRegistry meters;

  private double count(String result, String field) {
    return meters.counter("footfall.events", "result", result, "field", field).count();
  }

  @Test
  void readinessAsksTheDatabaseAndLivenessDoesNot() {
    get("/q/health/live").is(200).shows("/checks", List.of());
    get("/q/health/ready").is(200).shows("/checks/0/name", "database", "/checks/0/status", "UP");
  }

  @Test
  void eventsAreCountedByResultAndField() {
    double stored = count("stored", "none");
    double rejected = count("rejected", "event_type");

    post(TestEvent.array(event(), event().with("event_type", "not a type")));

    assertEquals(stored + 1, count("stored", "none"));
    assertEquals(rejected + 1, count("rejected", "event_type"));
  }

  @Test
  void senderValuesCreateNoTimeSeries() {
    post(TestEvent.array(event(), "{\"unknown\":1}"));
    long before = ours().count();

    for (int i = 0; i < 50; i++) {
      TestEvent chosen = event().with("event_type", "type" + i);
      post(TestEvent.array(chosen, "{\"unknown" + i + "\":1}"));
    }

    assertEquals(before, ours().count());
  }

  private Stream<Meter.Id> ours() {
    return meters.getMeters().stream()
        .map(Meter::getId)
        .filter(id -> id.getName().startsWith("footfall."));
  }

  private double lagInSeconds() {
    return meters.get("footfall.ingestion.lag").timer().totalTime(TimeUnit.SECONDS);
  }

  @Test
  void lagBatchSizeAndDatabaseTimeAreMeasured() {
    post(event());
    double lagBefore = lagInSeconds();
    long batchesBefore = meters.get("footfall.batch.size").summary().count();

    post(event().with("event_time", Instant.now().minusSeconds(60)));

    double lag = lagInSeconds() - lagBefore;
    assertTrue(lag >= 60, "lag grew by " + lag);
    assertEquals(batchesBefore + 1, meters.get("footfall.batch.size").summary().count());
    assertTrue(
        meters.get("footfall.database").tag("statement", "insert").timer().count() > 0,
        "insert timed");
  }

  @Test
  void noLabelHoldsAnIdOrAnAddress() {
    post(event());

    Set<String> keys =
        ours().flatMap(id -> id.getTags().stream()).map(Tag::getKey).collect(Collectors.toSet());

    assertEquals(Set.of("result", "field", "statement", "outcome"), keys);
  }

  @Test
  void metricsAreExposedForPrometheus() {
    post(event());

    String exposed = get("/q/metrics").is(200).text();

    assertTrue(exposed.contains("footfall_ingestion_lag_seconds_bucket"), "lag histogram");
    assertTrue(exposed.contains("footfall_events_total"), "events");
  }
}
