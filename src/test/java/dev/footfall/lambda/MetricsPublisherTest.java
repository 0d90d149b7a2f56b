package dev.footfall.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.footfall.lambda.FunctionConfig.Role;
import dev.footfall.testsupport.StandardOutput;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Each invocation ends with a line of metrics, whatever its outcome, in either role. */
class MetricsPublisherTest {
  private static final APIGatewayV2HTTPResponse DONE = new APIGatewayV2HTTPResponse();
  private static final APIGatewayV2HTTPEvent EVENT = new APIGatewayV2HTTPEvent();

  private final InvocationMeters meters = new InvocationMeters(() -> true);
  @AutoClose private final StandardOutput output = new StandardOutput();

  private MetricsPublisher publisher(
      RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> next, Role role) {
    return new MetricsPublisher(next, () -> true, new MetricsLine(meters, () -> role));
  }

  private MetricsPublisher collector() {
    return publisher((event, context) -> DONE, Role.COLLECTOR);
  }

  private List<Double> sums(String metric) {
    return output.metrics().stream().map(metrics -> metrics.sum(metric)).toList();
  }

  @Test
  void onlyTheFirstInvocationIsAColdStart() {
    MetricsPublisher publisher = collector();

    for (int i = 0; i < 3; i++) {
      assertSame(DONE, publisher.handleRequest(EVENT, null));
    }

    assertEquals(List.of(1.0, 0.0, 0.0), sums("cold.start"));
  }

  @Test
  void anInvocationThatFailsStillHasItsLineAndThrowsItsFailure() {
    IllegalStateException failure = new IllegalStateException("boom");
    MetricsPublisher publisher =
        publisher(
            (event, context) -> {
              meters.counter("footfall.events", "result", "stored").increment(2);
              throw failure;
            },
            Role.COLLECTOR);

    assertSame(failure, assertThrows(Exception.class, () -> publisher.handleRequest(EVENT, null)));
    assertEquals(List.of(2.0), sums("events.stored"));
  }

  @Test
  void anInvocationReportsNothingOfTheOneBefore() {
    meters.summary("footfall.batch.size").record(7);
    MetricsPublisher publisher = collector();

    publisher.handleRequest(EVENT, null);
    publisher.handleRequest(EVENT, null);

    assertEquals(
        List.of(List.of(7.0), List.of()),
        output.metrics().stream().map(metrics -> metrics.values("batch.size")).toList());
  }

  @Test
  void theMigratorHasLinesOfItsOwn() {
    publisher((event, context) -> DONE, Role.MIGRATOR).handleRequest(EVENT, null);
    assertEquals("migrator", output.onlyMetrics().service());
  }

  @Test
  void aPublisherThatIsSwitchedOffWritesAndKeepsNothing() {
    InvocationMeters off = new InvocationMeters(() -> false);
    off.counter("footfall.events", "result", "stored").increment();
    MetricsLine line = new MetricsLine(off, () -> Role.COLLECTOR);

    new MetricsPublisher((event, context) -> DONE, () -> false, line).handleRequest(EVENT, null);

    assertEquals(List.of(), output.lines());
    assertEquals(0, off.drain().size());
  }

  @Test
  void metersOfLibrariesAreNotKept() {
    meters.counter("jvm.gc.pause").increment();
    meters.timer("http.server.requests", "uri", "/v1/events").record(Duration.ofMillis(3));

    assertEquals(0, meters.drain().size());
    assertEquals(0, meters.getMeters().size());
  }
}
