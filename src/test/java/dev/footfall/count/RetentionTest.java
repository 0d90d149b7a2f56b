package dev.footfall.count;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.query.Window;
import dev.footfall.testsupport.ServiceTest;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers after a month's events were dropped: a month of 2001, which no other test uses. */
@QuarkusTest
class RetentionTest extends ServiceTest {
  private static final Instant MONTH = Instant.parse("2001-03-01T00:00:00Z");
  private static final Instant NOON = Instant.parse("2001-03-14T12:00:00Z");

  private String remembered;

  @BeforeEach
  void keepTheMonth() {
    remembered =
        owner.value(
            "SELECT format('oldest_id = %L, lost_until = %L', oldest_id, lost_until) FROM"
                + " retention");
    owner.execute("UPDATE retention SET oldest_id = DEFAULT, lost_until = DEFAULT");
  }

  @AfterEach
  void forgetThatItWasDropped() {
    dropTheMonth();
    owner.execute("UPDATE retention SET " + remembered);
  }

  private void dropTheMonth() {
    owner.execute("UPDATE retention SET oldest_id = first_id('2001-04-01 00:00+00')");
    owner.execute(
        """
        DELETE FROM events WHERE uuid_extract_version(id) = 7
          AND id >= first_id('2001-03-01 00:00+00') AND id < first_id('2001-04-01 00:00+00')
        """);
    owner.execute("SELECT lose_events_until(now())");
  }

  /** An id of the month's range, of the version. */
  private static UUID idOfTheMonth(int version) {
    long millis = MONTH.toEpochMilli() + 86_400_000;
    return new UUID(
        millis << 16 | (long) version << 12 | 0x123, UUID.randomUUID().getLeastSignificantBits());
  }

  private TestEvent event(Instant time) {
    return TestEvent.of(campaign, "page_view", time).with("id", idOfTheMonth(7));
  }

  private static Window after(Instant start, int from, int to) {
    return new Window(start.plusSeconds(from), start.plusSeconds(to));
  }

  private Map<String, Long> totals(Window window) {
    return CountsAnswer.of(campaign, window).totals();
  }

  @Test
  void wholeQuarterHoursStillAnswerExactlyAfterTheMonthIsDropped() {
    TestEvent.store(event(NOON), event(NOON.plusSeconds(1)), event(NOON.plusSeconds(900)));

    dropTheMonth();

    assertEquals(Map.of("page_view", 2L), totals(after(NOON, 0, 900)));
  }

  @Test
  void aRaggedEdgeInADroppedTimeIsRefusedRatherThanMiscounted() {
    Window ragged = after(NOON, 30, 3600);
    TestEvent.store(event(NOON), event(NOON.plusSeconds(60)));
    dropTheMonth();

    get("/v1/counts?campaign_id=" + campaign, "from", ragged.from(), "to", ragged.to())
        .isProblem(400, "from");
  }

  @Test
  void aRaggedEdgeWhoseEventsAreAllThereIsStillExact() {
    Instant later = NOON.plusSeconds(86_400);
    TestEvent.store(event(NOON));
    dropTheMonth();
    TestEvent.store(
        TestEvent.of(campaign, "page_view", later),
        TestEvent.of(campaign, "page_view", later.plusSeconds(60)));

    assertEquals(Map.of("page_view", 1L), totals(after(later, 30, 90)));
  }

  @Test
  void aRetryOfADroppedUuid7IsRejected() {
    TestEvent event = event(NOON);
    TestEvent.store(event);
    dropTheMonth();

    TestEvent fresh = TestEvent.of(UUID.randomUUID(), "page_view", NOON);
    post(TestEvent.array(event, fresh))
        .is(200, "rejected", "stored")
        .shows("/results/0/field", "id");
    assertEquals(Map.of("page_view", 1L), totals(after(NOON, 0, 900)));
  }

  @Test
  void aRetryOfAnotherVersionsIdIsStillADuplicate() {
    TestEvent event = event(NOON).with("id", idOfTheMonth(4));
    TestEvent.store(event);
    dropTheMonth();

    post(event).is(200, "duplicate");
    assertEquals(Map.of("page_view", 1L), totals(after(NOON, 0, 900)));
  }
}
