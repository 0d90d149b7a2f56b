package dev.footfall.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.Http;
import dev.footfall.testsupport.Owner;
import dev.footfall.testsupport.ServiceTest;
import dev.footfall.testsupport.TestEvent;
import dev.footfall.wire.UuidFormat;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The first write of an id wins; every later one is a duplicate or a conflict. */
@QuarkusTest
class IdempotencyTest extends ServiceTest {
  private final TestEvent event =
      event()
          .with("event_time", "2026-05-04T10:00:00.123456Z")
          .raw("metadata", "{\"a\":1,\"b\":[true,null]}");

  private void assertStoredAndThenADuplicate(TestEvent first, TestEvent second) {
    post(first).is(201);
    post(second).is(200, "duplicate");
    assertHolds(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "event_time", "metadata"})
  void aRetryIsADuplicateEvenIfItOmitsAField(String field) {
    assertStoredAndThenADuplicate(event, event.without(field));
  }

  @Test
  void aRetryWithoutATimeIsADuplicateWhateverItsId() {
    TestEvent timeless = event().with("id", UUID.randomUUID());
    assertStoredAndThenADuplicate(timeless, timeless);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "event_time | \"2026-05-04T12:00:00.123456+02:00\"",
        "event_time | \"2026-05-04T10:00:00.1234569Z\"",
        "metadata | { \"b\" : [true, null], \"a\" : 1.0 }",
        "metadata | {\"a\":0,\"a\":1,\"b\":[true,null]}",
      })
  void theSameContentWrittenDifferentlyIsADuplicate(String field, String json) {
    assertStoredAndThenADuplicate(event, event.raw(field, json));
  }

  @Test
  void anIdInUpperCaseIsTheSameId() {
    assertStoredAndThenADuplicate(
        event, event.with("id", event.id().toString().toUpperCase(Locale.ROOT)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "session_id | \"0199a7c2-1b2c-7d3e-8f40-aabbccddeeff\"",
        "campaign_id | \"0199a7c2-1b2c-7d3e-8f40-aabbccddeeff\"",
        "event_type | \"purchase_completed\"",
        "event_time | \"2026-05-04T10:00:00.123457Z\"",
        "metadata | {}",
        "metadata | {\"a\":1,\"b\":[null,true]}",
      })
  void differentContentIsAConflictAndTheFirstEventStays(String field, String json) {
    post(event).is(201);
    Owner.Row first = owner.row(event.id());

    post(event.raw(field, json)).is(409, "conflict");

    assertEquals(first, owner.row(event.id()));
    assertHolds(1);
  }

  @Test
  void repetitionsWithinOneRequestAreDetected() {
    TestEvent other = event.with("event_type", "purchase_completed");

    post(TestEvent.array(event, event, other, event))
        .is(200, "stored", "duplicate", "conflict", "duplicate");

    assertEquals("page_view", owner.row(event.id()).type());
    assertHolds(1);
  }

  @Test
  void aRejectedEventDoesNotClaimItsId() {
    post(TestEvent.array(event.raw("event_type", "7"), event)).is(200, "rejected", "stored");
    assertHolds(1);
  }

  @Test
  void aBatchOfNothingButConflictsAndDuplicatesSucceeds() {
    post(event).is(201);
    post(TestEvent.array(event, event.with("event_type", "other")))
        .is(200, "duplicate", "conflict");
  }

  /** With the smallest UUIDv7 of the oldest month kept, or one this many milliseconds older. */
  private TestEvent ofTheOldestMonth(int millisecondsBefore) {
    UUID oldest = UUID.fromString(owner.value("SELECT oldest_id FROM retention"));
    long milliseconds = oldest.getMostSignificantBits() >>> 16;
    return event()
        .with("id", UuidFormat.version7(Instant.ofEpochMilli(milliseconds - millisecondsBefore)));
  }

  @Test
  void aVersion7IdOfTheOldestMonthKeptIsStored() {
    post(ofTheOldestMonth(0)).is(201);
    assertHolds(1);
  }

  @Test
  void aVersion7IdOfAMonthNoLongerKeptIsRejectedById() {
    TestEvent old = ofTheOldestMonth(1);

    Answer answer =
        post(TestEvent.array(old, event, old)).is(200, "rejected", "stored", "rejected");

    assertEquals("id", answer.at("/results/0/field"));
    assertEquals("is older than the oldest month kept", answer.at("/results/0/reason"));
    assertHolds(1);
  }

  @Test
  void aVersion7IdOfAMonthNoLongerKeptAloneIs422() {
    post(event.with("id", ofTheOldestMonth(1).id())).is(422);
    assertHolds(0);
  }

  @Test
  void anErasedIdIsRejected() {
    post(event).is(201);
    owner.execute("SELECT erase_session(session_id) FROM events WHERE id = ?", event.id());

    Answer answer = post(TestEvent.array(event, event)).is(422, "rejected", "rejected");

    assertEquals("id", answer.at("/results/1/field"));
    assertEquals("is of an event that was erased", answer.at("/results/1/reason"));
    assertHolds(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"00000000-%s-4%s-8000-%s", "00000000-%s-1%s-8000-%s", "00000000-%s-7%s-0000-%s"})
  void anOldLookingIdOfAnotherVersionOrVariantIsStored(String form) {
    String random = UUID.randomUUID().toString();
    String id =
        form.formatted(random.substring(0, 4), random.substring(4, 7), random.substring(24));

    post(event.with("id", id)).is(201, "stored");

    assertHolds(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"00000000-0000-0000-0000-000000000001", "ffffffff-ffff-ffff-ffff-fffffffffffe"})
  void theExtremeIdsAreIdsLikeAnyOther(String id) {
    post(event.with("campaign_id", UUID.randomUUID()).with("id", id));
    post(event.with("id", id)).is(409, "conflict");
  }

  /** The product's main path, over HTTP. */
  @Test
  void anEventSentTwiceIsStoredOnceAndCountedOnce() {
    TestEvent recent = event();
    assertEquals(201, Http.post(recent).statusCode());
    assertEquals(200, Http.post(recent).statusCode());

    Answer counts = Answer.of(Http.get("/v1/counts", "campaign_id", campaign)).is(200);

    assertEquals("1", counts.at("/total"));
    assertEquals("page_view", counts.at("/counts/0/event_type"));
  }
}
