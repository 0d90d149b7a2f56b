package dev.footfall.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.ApiGatewayEvent;
import dev.footfall.testsupport.ServiceTest;
import dev.footfall.testsupport.TestEvent;
import dev.footfall.wire.UuidFormat;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However wrong a visitor's clock is, each event is counted once, at its true time. */
@QuarkusTest
class ClockTest extends ServiceTest {
  private static final Instant RECEIVED = Instant.parse("2026-05-04T10:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "PT0S, PT0S",
    "PT60S, PT0S",
    "-PT60S, PT0S",
    "PT60.001S, -PT60.001S",
    "-PT61S, PT61S",
    "PT26H, -PT26H",
    "-P40D, P40D",
  })
  void aClockIsCorrectedIfItIsOffByMoreThanAMinute(Duration ahead, Duration correction) {
    Arrival arrival = Arrival.of(RECEIVED, Optional.of(RECEIVED.plus(ahead)));

    assertEquals(correction, arrival.correction());
  }

  @Test
  void aRequestThatDoesNotSayWhenItWasSentIsNotCorrected() {
    assertEquals(Arrival.at(RECEIVED), Arrival.of(RECEIVED, Optional.empty()));
  }

  /** Two events a minute apart, the later one sent at once, by a clock this far ahead. */
  @ParameterizedTest
  @ValueSource(strings = {"PT26H", "-P40D", "-P420D", "-P9800D", "P3650D", "PT2M", "PT30S"})
  void eventsOfAWrongClockAreStoredOnceAtTheirTrueTime(Duration ahead) {
    Instant clock = Instant.now().plus(ahead).truncatedTo(ChronoUnit.MILLIS);
    String events = TestEvent.array(of(clock.minusSeconds(60)), of(clock));

    send(events, clock).is(200, "stored", "stored");
    send(events, clock.plusSeconds(90)).is(200, "duplicate", "duplicate");

    assertHolds(2);
    assertEquals(
        2,
        owner.number(
            "SELECT count(*) FROM events WHERE campaign_id = ?"
                + " AND abs(extract(epoch FROM event_time - now())) < 200",
            campaign));
  }

  /** As the tracker creates it: its id and its time come from the same clock. */
  private TestEvent of(Instant clock) {
    return TestEvent.of(campaign).with("id", UuidFormat.version7(clock)).with("event_time", clock);
  }

  private static Answer send(String events, Object sentAt) {
    return ApiGatewayEvent.of("POST", "/v1/events?sent_at=" + sentAt)
        .header("content-type", "text/plain")
        .body(events)
        .send();
  }

  @Test
  void anAbsentTimeIsTheCorrectedTimeInsideTheId() {
    Arrival arrival = Arrival.of(RECEIVED, Optional.of(RECEIVED.plusSeconds(7200)));
    TestEvent event =
        TestEvent.of(campaign).with("id", UuidFormat.version7(RECEIVED.plusSeconds(7140)));

    Submission decoded = EventDecoder.json(event.bytes(), arrival).events().get(0);

    assertEquals(RECEIVED.minusSeconds(60), assertInstanceOf(Event.class, decoded).eventTime());
  }

  @Test
  void anIdIsValidatedByItsCorrectedTime() {
    Instant oldest = Instant.now().minus(Duration.ofDays(500));
    Instant clock = Instant.now().plus(Duration.ofDays(100));

    send(TestEvent.array(of(oldest.plus(Duration.ofDays(100)))), clock).is(422, "rejected");
    send(TestEvent.array(of(clock.plus(Duration.ofHours(25)))), clock).is(422, "rejected");
    send(TestEvent.array(of(clock.plus(Duration.ofHours(23)))), clock).is(200, "stored");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-05-04T10:00:00Z, 200",
    "2026-05-04T10:00:00+02:00, 200",
    "2026-05-04T10:00:00%2B02:00, 200",
    "1777888800000, 200",
    "1777888800000.5, 200",
    "yesterday, 400",
    "'', 400",
    "%zz, 400",
  })
  void sentAtIsATimeInAnyFormat(String sentAt, int status) {
    TestEvent event = TestEvent.of(campaign).without("id").without("event_time");
    Answer answer = send(TestEvent.array(event), sentAt).is(status);

    if (status == 400) {
      assertEquals("sent_at", answer.at("/field"));
    }
  }
}
