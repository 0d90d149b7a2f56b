package dev.footfall.event;

import static dev.footfall.event.Gateway.JSON;
import static dev.footfall.event.Gateway.post;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.wire.UuidFormat;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The first write of an id wins, and every later one is told what it met. */
@QuarkusTest
class IdempotencyTest {
  private final UUID campaign = UUID.randomUUID();
  @Inject DataSource owner;

  private EventJson full() {
    return EventJson.of(campaign)
        .with("event_time", "2026-05-04T10:00:00.123456Z")
        .raw("metadata", "{\"a\":1,\"b\":[true,null]}");
  }

  private void assertStoredOnce() throws SQLException {
    assertEquals(1, new Stored(owner).ofCampaign(campaign));
    assertEquals(1, new Stored(owner).counted(campaign));
  }

  @Test
  void sameIdTwiceIsStoredOnce() throws SQLException {
    EventJson event = full();
    post(JSON, event).is(201);

    Gateway.Answer again = post(JSON, event).is(200);

    assertEquals(List.of("duplicate"), again.outcomes());
    assertStoredOnce();
  }

  @ParameterizedTest
  @ValueSource(strings = {"event_time", "metadata"})
  void aFieldThatIsLeftOutIsNotCompared(String field) throws SQLException {
    EventJson event = full();
    post(JSON, event).is(201);

    assertEquals(List.of("duplicate"), post(JSON, event.without(field)).is(200).outcomes());

    assertStoredOnce();
  }

  @Test
  void aRetryWithoutATimeIsADuplicateWhateverItsId() throws SQLException {
    EventJson event = EventJson.of(campaign).with("id", UUID.randomUUID());
    post(JSON, event).is(201);

    assertEquals(List.of("duplicate"), post(JSON, event).is(200).outcomes());

    assertStoredOnce();
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
  void theSameContentInOtherWordsIsADuplicate(String field, String json) throws SQLException {
    EventJson event = full();
    post(JSON, event).is(201);

    assertEquals(List.of("duplicate"), post(JSON, event.raw(field, json)).is(200).outcomes());

    assertStoredOnce();
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
  void otherContentIsAConflictAndTheFirstStays(String field, String json) throws SQLException {
    EventJson event = full();
    post(JSON, event).is(201);
    Stored.Row first = new Stored(owner).row(event.id());

    Gateway.Answer again = post(JSON, event.raw(field, json)).is(409);

    assertEquals(List.of("conflict"), again.outcomes());
    assertEquals(first, new Stored(owner).row(event.id()));
    assertStoredOnce();
  }

  @Test
  void anIdInUpperCaseIsTheSameId() throws SQLException {
    EventJson event = full();
    post(JSON, event).is(201);
    String upper = event.id().toString().toUpperCase(java.util.Locale.ROOT);

    assertEquals(List.of("duplicate"), post(JSON, event.with("id", upper)).is(200).outcomes());

    assertStoredOnce();
  }

  @Test
  void repetitionsInsideOneRequestAreSeen() throws SQLException {
    EventJson event = full();
    String same = event.toString();
    String other = event.with("event_type", "purchase_completed").toString();

    Gateway.Answer answer = post(JSON, "[%s,%s,%s,%s]".formatted(same, same, other, same)).is(200);

    assertEquals(List.of("stored", "duplicate", "conflict", "duplicate"), answer.outcomes());
    assertEquals("page_view", new Stored(owner).row(event.id()).type());
    assertStoredOnce();
  }

  @Test
  void aRejectedEventDoesNotTakeItsId() throws SQLException {
    EventJson event = full();
    String invalid = event.raw("event_type", "7").toString();
    String valid = event.with("event_type", "page_view").toString();

    Gateway.Answer answer = post(JSON, "[%s,%s]".formatted(invalid, valid)).is(200);

    assertEquals(List.of("rejected", "stored"), answer.outcomes());
    assertStoredOnce();
  }

  @Test
  void aBatchOfNothingButConflictsAndDuplicatesSucceeds() {
    EventJson event = full();
    String same = event.toString();
    String other = event.with("event_type", "other").toString();
    post(JSON, same).is(201);

    Gateway.Answer again = post(JSON, "[%s,%s]".formatted(same, other)).is(200);

    assertEquals(List.of("duplicate", "conflict"), again.outcomes());
  }

  /** The smallest UUIDv7 of the oldest month kept, or of so many milliseconds before. */
  private UUID oldest(int millisecondsBefore) throws SQLException {
    long milliseconds = new Stored(owner).oldestId().getMostSignificantBits() >>> 16;
    return UuidFormat.version7(Instant.ofEpochMilli(milliseconds - millisecondsBefore));
  }

  @Test
  void aVersion7IdOfTheOldestMonthKeptIsStored() throws SQLException {
    post(JSON, EventJson.of(campaign).with("id", oldest(0))).is(201);

    assertStoredOnce();
  }

  @Test
  void aVersion7IdOfAMonthNoLongerKeptIsRejectedById() throws SQLException {
    EventJson old = EventJson.of(campaign).with("id", oldest(1));

    Gateway.Answer answer = post(JSON, "[%s,%s,%s]".formatted(old, full(), old)).is(200);

    assertEquals(List.of("rejected", "stored", "rejected"), answer.outcomes());
    assertEquals("id", answer.result(0).path("field").asText());
    assertEquals("is older than the oldest month kept", answer.result(0).path("reason").asText());
    assertStoredOnce();
  }

  @Test
  void aVersion7IdOfAMonthNoLongerKeptAloneIs422() throws SQLException {
    post(JSON, full().with("id", oldest(1))).is(422);

    assertEquals(0, new Stored(owner).ofCampaign(campaign));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"00000000-%s-4%s-8000-%s", "00000000-%s-1%s-8000-%s", "00000000-%s-7%s-0000-%s"})
  void anOldLookingIdOfAnotherVersionOrVariantIsStored(String form) throws SQLException {
    String random = UUID.randomUUID().toString();
    String id =
        form.formatted(random.substring(0, 4), random.substring(4, 7), random.substring(24));

    assertEquals(List.of("stored"), post(JSON, full().with("id", id)).is(201).outcomes());

    assertStoredOnce();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"})
  void theExtremeIdsAreIdsLikeAnyOther(String id) {
    post(
        JSON,
        EventJson.of(UUID.randomUUID()).with("id", id).with("event_time", "2026-05-04T10:00:00Z"));

    Gateway.Answer again = post(JSON, full().with("id", id)).is(409);

    assertEquals(List.of("conflict"), again.outcomes());
  }
}
