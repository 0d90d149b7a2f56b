package dev.footfall.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.LockedEvents;
import dev.footfall.testsupport.StandardOutput;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every invocation ends with exactly one valid line of metrics, whatever it answers. */
@QuarkusTest
@TestProfile(InProduction.class)
class OneLineOfMetricsTest {
  private static final UUID ANY = UUID.randomUUID();

  @Inject DataSource owner;

  private final StandardOutput output = new StandardOutput();

  @AfterEach
  void close() {
    output.close();
  }

  private static Invocation.Answer post() {
    return Invocation.post(Map.of())
        .send(
            "{\"session_id\":\"%1$s\",\"campaign_id\":\"%1$s\",\"event_type\":\"page_view\"}"
                .formatted(ANY));
  }

  @Test
  void aPixelEndsWithOneLine() {
    Invocation.Answer answer =
        Invocation.get("/v1/pixel.gif", "campaign_id=" + ANY + "&event_type=mail_opened").send();

    assertEquals(201, answer.status());
    assertEquals(1, output.onlyMetrics().sum("events.stored"));
    assertEquals(List.of(1.0), output.onlyMetrics().values("batch.size"));
  }

  @Test
  void anUnknownPathEndsWithOneLine() {
    Invocation.Answer answer = Invocation.get("/nowhere", "").send();

    assertEquals(404, answer.status());
    assertEquals(List.of("service"), output.onlyMetrics().dimensions());
    assertEquals("collector", output.onlyMetrics().service());
    assertTrue(output.onlyMetrics().has("cold.start"));
  }

  @Test
  void anUnavailableDatabaseEndsWithOneLineThatTellsTheFailedAttempts() throws Exception {
    Invocation.Answer answer = LockedEvents.during(owner, OneLineOfMetricsTest::post);

    assertEquals(503, answer.status());
    assertTrue(
        output.onlyMetrics().values("database.insert.failed").get(0) >= 1900,
        "first attempt's time");
    assertEquals(0, output.onlyMetrics().sum("events.stored"));
  }
}
