package dev.footfall.lambda;

import static dev.footfall.testsupport.Gateway.JSON;
import static dev.footfall.testsupport.Gateway.post;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.EmbeddedMetrics;
import dev.footfall.testsupport.StandardOutput;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** An invocation's line of metrics says what happened to its events. */
@QuarkusTest
@TestProfile(InProduction.class)
class InvocationMetricsTest {
  @AutoClose private final StandardOutput output = new StandardOutput();

  private static TestEvent event(Instant time) {
    return TestEvent.of(UUID.randomUUID()).with("event_time", time);
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
    post(JSON, event(Instant.now()).bytes(), Map.of("sec-gpc", "1"));

    assertEquals(1, output.onlyMetrics().sum("events.ignored"));
    assertTrue(output.onlyMetrics().values("ingestion.lag").isEmpty());
    assertTrue(output.onlyMetrics().values("database.insert").isEmpty());
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
  void moreThan100LagsAre100AndKeepTheirPercentiles() {
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
}
