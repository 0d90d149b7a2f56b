package dev.footfall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.Answer;
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
import java.util.stream.Stream;
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
    Answer live = Http.raw("GET", "/q/health/live").is(200);
    Answer ready = Http.raw("GET", "/q/health/ready").is(200);

    assertEquals("[]", live.json().get("checks").toString());
    assertEquals("database UP", ready.at("/checks/0/name") + " " + ready.at("/checks/0/status"));
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
    long before = ours().count();

    for (int i = 0; i < 50; i++) {
      TestEvent chosen = event().with("event_type", "type" + i);
      Http.post(TestEvent.array(chosen, "{\"unknown" + i + "\":1}"));
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
    Http.post(event());
    double lagBefore = lagInSeconds();
    long batchesBefore = meters.get("footfall.batch.size").summary().count();

    Http.post(event().with("event_time", Instant.now().minusSeconds(60)));

    double lag = lagInSeconds() - lagBefore;
    assertTrue(lag >= 60, "lag grew by " + lag);
    assertEquals(batchesBefore + 1, meters.get("footfall.batch.size").summary().count());
    assertTrue(
        meters.get("footfall.database").tag("statement", "insert").timer().count() > 0,
        "insert timed");
  }

  @Test
  void noLabelHoldsAnIdOrAnAddress() {
    Http.post(event());

    Set<String> keys =
        ours().flatMap(id -> id.getTags().stream()).map(Tag::getKey).collect(Collectors.toSet());

    assertEquals(Set.of("result", "field", "statement", "outcome"), keys);
  }

  @Test
  void metricsAreThereForPrometheus() {
    Http.post(event());

    String exposed = Http.raw("GET", "/q/metrics").is(200).text();

    assertTrue(exposed.contains("footfall_ingestion_lag_seconds_bucket"), "lag histogram");
    assertTrue(exposed.contains("footfall_events_total"), "events");
  }
}
