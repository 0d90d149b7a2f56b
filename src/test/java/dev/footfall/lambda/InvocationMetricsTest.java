package dev.footfall.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.ApiGatewayEvent;
import dev.footfall.testsupport.EmbeddedMetrics;
import dev.footfall.testsupport.ServiceTest;
import dev.footfall.testsupport.StandardOutput;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Every invocation writes exactly one valid line of metrics, with the results of its events. */
@QuarkusTest
@TestProfile(InvocationMetricsTest.InProduction.class)
class InvocationMetricsTest extends ServiceTest {
  @AutoClose private final StandardOutput output = new StandardOutput();

  /** Metrics and logs as they are written in production. */
  public static class InProduction implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("footfall.metrics.emf", "true", "quarkus.log.console.json.enabled", "true");
    }
  }

  private TestEvent event(Instant time) {
    return event().with("event_time", time);
  }

  @Test
  void theResultsOfABatchAreCounted() {
    TestEvent event = event(Instant.now());
    TestEvent changed = event.with("event_type", "other");

    post(TestEvent.array(event, event(Instant.now()), event(Instant.now()), event, changed, "{}"));

    EmbeddedMetrics metrics = output.onlyMetrics();
    assertEquals(3, metrics.sum("events.stored"));
    assertEquals(1, metrics.sum("events.duplicate"));
    assertEquals(1, metrics.sum("events.conflict"));
    assertEquals(1, metrics.sum("events.rejected"));
    assertEquals(List.of(6.0), metrics.values("batch.size"));
    assertEquals(3, metrics.values("ingestion.lag").size());
    assertEquals("Count", metrics.unit("events.stored"));
  }

  @Test
  void anIgnoredEventIsCountedAndHasNeitherLagNorStatement() {
    post(JSON, event(Instant.now()).bytes(), "sec-gpc", "1");

    EmbeddedMetrics metrics = output.onlyMetrics();
    assertEquals(1, metrics.sum("events.ignored"));
    assertEquals(List.of(), metrics.values("ingestion.lag"));
    assertEquals(List.of(), metrics.values("database.insert"));
  }

  @Test
  void lagAndTimeOfTheStatementAreInMilliseconds() {
    Duration late = Duration.ofHours(1);
    long start = System.nanoTime();

    post(event(Instant.now().minus(late)));

    double took = (System.nanoTime() - start) / 1e6;
    EmbeddedMetrics metrics = output.onlyMetrics();
    double lag = metrics.values("ingestion.lag").get(0);
    double insert = metrics.values("database.insert").get(0);
    assertTrue(lag >= late.toMillis() && lag < late.toMillis() + took + 1000, "lag " + lag);
    assertTrue(insert > 0.01 && insert <= took, "insert " + insert + " of " + took);
    assertEquals("Milliseconds", metrics.unit("ingestion.lag"));
    assertEquals("Milliseconds", metrics.unit("database.insert"));
  }

  @Test
  void ofMoreThanAHundredLagsAHundredWithTheSamePercentilesAreWritten() {
    Instant now = Instant.now();

    post(
        TestEvent.array(
            IntStream.range(0, 500).mapToObj(i -> event(now.minusSeconds(10 * i))).toList()));

    List<Double> lags = output.onlyMetrics().values("ingestion.lag");
    assertEquals(500, output.onlyMetrics().sum("events.stored"));
    assertEquals(100, lags.size());
    assertEquals(4990, lags.get(99) / 1000, 60, "greatest");
    assertEquals(4940, lags.get(98) / 1000, 60, "p99");
    assertEquals(0, lags.get(0) / 1000, 60, "least");
  }

  @Test
  void aPixelIsABatchOfOneEvent() {
    pixel("campaign_id=" + campaign + "&event_type=mail_opened").is(201);
    assertEquals(1, output.onlyMetrics().sum("events.stored"));
    assertEquals(List.of(1.0), output.onlyMetrics().values("batch.size"));
  }

  @Test
  void anUnknownPathHasItsLine() {
    ApiGatewayEvent.of("GET", "/nowhere").send().is(404);

    EmbeddedMetrics metrics = output.onlyMetrics();
    assertEquals(List.of("service"), metrics.dimensions());
    assertEquals("collector", metrics.service());
    assertTrue(metrics.has("cold.start"));
  }

  @Test
  void anUnavailableDatabaseHasItsLineWithTheFailedAttempts() throws Exception {
    owner.whileInsertsWait(() -> post(event()).is(503));

    EmbeddedMetrics metrics = output.onlyMetrics();
    assertTrue(metrics.values("database.insert.failed").get(0) >= 1400, "first attempt's time");
    assertEquals(0, metrics.sum("events.stored"));
  }
}
