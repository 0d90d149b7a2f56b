package dev.footfall.lambda;

import static dev.footfall.testsupport.Gateway.pixel;
import static dev.footfall.testsupport.Gateway.post;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.ApiGatewayEvent;
import dev.footfall.testsupport.Owner;
import dev.footfall.testsupport.StandardOutput;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Every invocation ends with exactly one valid line of metrics, whatever it answers. */
@QuarkusTest
@TestProfile(InProduction.class)
class OneLineOfMetricsTest {
  private static final UUID ANY = UUID.randomUUID();

  @Inject Owner owner;
  @AutoClose private final StandardOutput output = new StandardOutput();

  @Test
  void aPixelEndsWithOneLine() {
    pixel("campaign_id=" + ANY + "&event_type=mail_opened").is(201);

    assertEquals(1, output.onlyMetrics().sum("events.stored"));
    assertEquals(List.of(1.0), output.onlyMetrics().values("batch.size"));
  }

  @Test
  void anUnknownPathEndsWithOneLine() {
    ApiGatewayEvent.of("GET", "/nowhere").send().is(404);

    assertEquals(List.of("service"), output.onlyMetrics().dimensions());
    assertEquals("collector", output.onlyMetrics().service());
    assertTrue(output.onlyMetrics().has("cold.start"));
  }

  @Test
  void anUnavailableDatabaseEndsWithOneLineThatTellsTheFailedAttempts() throws Exception {
    owner.whileInsertsWait(() -> post(TestEvent.of(ANY)).is(503));

    assertTrue(
        output.onlyMetrics().values("database.insert.failed").get(0) >= 1900,
        "first attempt's time");
    assertEquals(0, output.onlyMetrics().sum("events.stored"));
  }
}
