package dev.footfall.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.Owner;
import dev.footfall.testsupport.ServiceTest;
import dev.footfall.testsupport.TestEvent;
import dev.footfall.wire.UuidFormat;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every field is stored as sent, and each absent one with its default. */
@QuarkusTest
class EventDefaultTest extends ServiceTest {
  private final TestEvent event = event();
  private final Instant before = Instant.now();

  private Owner.Row stored(TestEvent event) {
    return owner.row(UUID.fromString(post(event).is(201).at("/results/0/id")));
  }

  private void assertReceived(ChronoUnit precision, Instant time, Instant latest) {
    assertTrue(!time.isBefore(before.truncatedTo(precision)) && !time.isAfter(latest));
  }

  @Test
  void everyFieldIsStoredAsSent() {
    UUID id = UUID.randomUUID();
    UUID session = UUID.randomUUID();

    Owner.Row row =
        stored(
            event
                .with("id", id)
                .with("session_id", session)
                .with("event_type", "add_to_cart")
                .with("event_time", "2026-05-04T12:34:56.123456+05:45")
                .raw("metadata", "{\"b\":1.50,\"a\":\"ü\"}"));

    Instant time = Instant.parse("2026-05-04T06:49:56.123456Z");
    String metadata = "{\"a\": \"ü\", \"b\": 1.50}";
    assertEquals(
        new Owner.Row(id, session, campaign, "add_to_cart", time, row.createdAt(), metadata), row);
  }

  @Test
  void createdAtIsTheTimeOfTheInsert() {
    Owner.Row row = stored(event.with("event_time", "2026-01-01T00:00:00Z"));
    assertReceived(ChronoUnit.MILLIS, row.createdAt(), Instant.now());
  }

  @Test
  void anAbsentIdBecomesAUuidV7OfTheTimeReceived() {
    UUID id = stored(event.without("id")).id();
    assertReceived(ChronoUnit.MILLIS, UuidFormat.timeOf(id).orElseThrow(), Instant.now());
  }

  @Test
  void anAbsentTimeIsTakenFromAUuidV7() {
    Instant happened = before.minus(Duration.ofDays(3)).truncatedTo(ChronoUnit.MILLIS);
    assertEquals(happened, stored(event.with("id", UuidFormat.version7(happened))).time());
  }

  @Test
  void anAbsentTimeWithAnotherIdIsTheTimeReceived() {
    Owner.Row row = stored(event.with("id", UUID.randomUUID()));
    assertReceived(ChronoUnit.MICROS, row.time(), row.createdAt());
  }

  @Test
  void aTimeMayBeInEpochMilliseconds() {
    assertEquals(
        Instant.parse("2026-05-04T10:00:00.123Z"),
        stored(event.raw("event_time", "1777888800123")).time());
  }

  @Test
  void absentMetadataIsAnEmptyObject() {
    assertEquals("{}", stored(event).metadata());
  }
}
