package dev.footfall.event;

import static dev.footfall.event.Gateway.JSON;
import static dev.footfall.event.Gateway.post;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.wire.UuidFormat;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What is stored: every field as sent, and the default of each that was not. */
@QuarkusTest
class EventDefaultTest {
  private final UUID campaign = UUID.randomUUID();
  @Inject DataSource owner;

  private Stored.Row rowOf(Gateway.Answer answer) throws SQLException {
    return new Stored(owner).row(UUID.fromString(answer.result(0).path("id").asText()));
  }

  @Test
  void everyFieldIsStoredAsSent() throws SQLException {
    UUID id = UUID.randomUUID();
    UUID session = UUID.randomUUID();

    Gateway.Answer answer =
        post(
                JSON,
                EventJson.of(campaign)
                    .with("id", id)
                    .with("session_id", session)
                    .with("event_type", "add_to_cart")
                    .with("event_time", "2026-05-04T12:34:56.123456+05:45")
                    .raw("metadata", "{\"b\":1.50,\"a\":\"ü\"}"))
            .is(201);

    Stored.Row row = rowOf(answer);
    assertEquals(id.toString(), answer.result(0).path("id").asText());
    assertEquals(session, row.session());
    assertEquals(campaign, row.campaign());
    assertEquals("add_to_cart", row.type());
    assertEquals(Instant.parse("2026-05-04T06:49:56.123456Z"), row.time());
    assertEquals("{\"a\": \"ü\", \"b\": 1.50}", row.metadata());
  }

  @Test
  void createdAtIsTheTimeOfTheInsert() throws SQLException {
    Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    Stored.Row row =
        rowOf(post(JSON, EventJson.of(campaign).with("event_time", "2026-01-01T00:00:00Z")));

    assertTrue(!row.createdAt().isBefore(before) && !row.createdAt().isAfter(Instant.now()));
  }

  @Test
  void anAbsentIdIsAVersion7OfTheTimeReceived() {
    Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    Gateway.Answer answer = post(JSON, EventJson.of(campaign).without("id")).is(201);

    Instant made =
        UuidFormat.timeOf(UUID.fromString(answer.result(0).path("id").asText())).orElseThrow();
    assertTrue(!made.isBefore(before) && !made.isAfter(Instant.now()));
  }

  @Test
  void anAbsentTimeIsTheOneInsideAVersion7Id() throws SQLException {
    Instant happened = Instant.now().minus(Duration.ofDays(3)).truncatedTo(ChronoUnit.MILLIS);

    Stored.Row row =
        rowOf(post(JSON, EventJson.of(campaign).with("id", UuidFormat.version7(happened))));

    assertEquals(happened, row.time());
  }

  @Test
  void anAbsentTimeWithAnotherIdIsTheTimeReceived() throws SQLException {
    Instant before = Instant.now().truncatedTo(ChronoUnit.MICROS);

    Stored.Row row = rowOf(post(JSON, EventJson.of(campaign).with("id", UUID.randomUUID())));

    assertTrue(!row.time().isBefore(before) && !row.time().isAfter(row.createdAt()));
  }

  @Test
  void aVersion7IdOfTheDayAfterTomorrowIsNoTimeForAnEvent() {
    UUID id = UuidFormat.version7(Instant.now().plus(Duration.ofHours(48)));

    Gateway.Answer answer = post(JSON, EventJson.of(campaign).with("id", id)).is(422);

    assertEquals("event_time", answer.result(0).path("field").asText());
  }

  @Test
  void epochMillisecondsAreATime() throws SQLException {
    Stored.Row row = rowOf(post(JSON, EventJson.of(campaign).raw("event_time", "1777888800123")));

    assertEquals(Instant.parse("2026-05-04T10:00:00.123Z"), row.time());
  }

  @Test
  void absentMetadataIsAnEmptyObject() throws SQLException {
    assertEquals("{}", rowOf(post(JSON, EventJson.of(campaign))).metadata());
  }
}
