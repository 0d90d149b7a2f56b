package dev.footfall.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.EmbeddedMetrics;
import dev.footfall.testsupport.StandardOutput;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An invocation's line of metrics says what happened to its events. */
@QuarkusTest
@TestProfile(InProduction.class)
class InvocationMetricsTest {
  private final StandardOutput output = new StandardOutput();

  @AfterEach
  void close() {
    output.close();
  }

  private static Invocation.Answer post(String body) {
    return Invocation.post(Map.of()).send(body);
  }

  private static String event(Instant time) {
    return event(UUID.randomUUID(), "page_view", time);
  }

  private static String event(UUID id, String type, Instant time) {
    return """
        {"id":"%s","session_id":"%s","campaign_id":"%s","event_type":"%s","event_time":"%s"}"""
        .formatted(id, new UUID(0, 1), new UUID(0, 2), type, time);
  }

  private static String array(long size, LongFunction<String> event) {
    return LongStream.range(0, size).mapToObj(event).collect(Collectors.joining(",", "[", "]"));
  }

  @Test
  void theResultsOfABatchAreCounted() {
    UUID id = UUID.randomUUID();
    Instant now = Instant.now();
    String[] events = {
      event(id, "a", now), event(now), event(now), event(id, "a", now), event(id, "b", now), "{}"
    };

    post(array(events.length, i -> events[(int) i]));

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
    Invocation.post(Map.of("sec-gpc", "1")).send(event(Instant.now()));

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

    post(array(500, i -> event(now.minusSeconds(10 * i))));

    List<Double> lags = output.onlyMetrics().values("ingestion.lag");
    assertEquals(500, output.onlyMetrics().sum("events.stored"));
    assertEquals(100, lags.size());
    assertEquals(4990, lags.get(99) / 1000, 60, "greatest");
    assertEquals(4940, lags.get(98) / 1000, 60, "p99");
    assertEquals(0, lags.get(0) / 1000, 60, "least");
  }
}
