package dev.footfall.campaign;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.query.Window;
import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.RandomTraffic;
import dev.footfall.testsupport.ServiceTest;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The campaigns that a caller may see, with their totals and times in a window. */
@QuarkusTest
class CampaignsTest extends ServiceTest {
  private static final Instant MIDDLE = Instant.parse("2025-03-30T01:00:00Z");

  private static Answer list(Object claim, Instant from, Instant to) {
    return getAs(claim, "/v1/campaigns", "from", from, "to", to);
  }

  @Test
  void totalsAndTimesAreExactAtAnyBoundary() {
    RandomTraffic traffic = new RandomTraffic();
    List<TestEvent> events = traffic.events(campaign, MIDDLE, 600);
    storeAndFold(events);

    for (int i = 0; i < 100; i++) {
      Window window = traffic.window(MIDDLE);
      Answer answer = list(campaign, window.from(), window.to()).is(200);
      check(events, window, answer, traffic + ", " + window);
    }
  }

  private void check(List<TestEvent> all, Window window, Answer answer, String what) {
    List<Instant> times =
        all.stream()
            .map(TestEvent::time)
            .filter(time -> !time.isBefore(window.from()) && time.isBefore(window.to()))
            .sorted()
            .toList();
    assertAll(
        what,
        () ->
            answer.shows("/campaigns/0/campaign_id", campaign, "/campaigns/0/total", times.size()),
        () -> assertEquals(times.stream().findFirst(), time(answer, "first")),
        () -> assertEquals(times.stream().reduce((one, next) -> next), time(answer, "last")));
  }

  private static Optional<Instant> time(Answer answer, String which) {
    String text = answer.at("/campaigns/0/" + which + "_event_time");
    return text.equals("null") ? Optional.empty() : Optional.of(Instant.parse(text));
  }

  @Test
  void aListOfCampaignsShowsTheseAndNoOthers() {
    UUID other = UUID.randomUUID();
    TestEvent.store(
        TestEvent.of(campaign, "a", MIDDLE),
        TestEvent.of(other, "a", MIDDLE),
        TestEvent.of(UUID.randomUUID(), "a", MIDDLE));

    List<String> both = Stream.of(campaign, other).map(UUID::toString).sorted().toList();
    list(campaign + " " + other, MIDDLE, MIDDLE.plusSeconds(1))
        .is(200)
        .shows("/campaigns/0/campaign_id", both.get(0), "/campaigns/0/total", 1)
        .shows("/campaigns/1/campaign_id", both.get(1), "/campaigns/1/total", 1)
        .shows("/campaigns/2", null);
  }

  @Test
  void whoMaySeeAllSeesEachCampaignOnce() {
    TestEvent.store(TestEvent.of(campaign, "a", MIDDLE), TestEvent.of(campaign, "b", MIDDLE));

    get("/v1/campaigns", "from", MIDDLE, "to", MIDDLE.plusSeconds(1), "q", campaign)
        .is(200)
        .shows("/campaigns/0/total", 2, "/campaigns/1", null);
  }

  @Test
  void aCampaignWithoutEventsInTheWindowHasNoTimes() {
    TestEvent.store(TestEvent.of(campaign, "a", MIDDLE));

    list(campaign, MIDDLE.plusSeconds(1), MIDDLE.plusSeconds(2))
        .shows("/campaigns/0/total", 0)
        .shows("/campaigns/0/first_event_time", null, "/campaigns/0/last_event_time", null)
        .shows("/from", MIDDLE.plusSeconds(1).toString())
        .shows("/to", MIDDLE.plusSeconds(2).toString());
  }

  @Test
  void whoMaySeeNoCampaignSeesAnEmptyList() {
    TestEvent.store(TestEvent.of(campaign, "a", MIDDLE));

    list("", MIDDLE, MIDDLE.plusSeconds(1)).is(200).shows("/campaigns", List.of());
  }

  @Test
  void withoutAWindowTheLastThirtyDaysAreListed() {
    TestEvent.store(
        TestEvent.of(campaign, "a", Instant.now().minusSeconds(60)),
        TestEvent.of(campaign, "a", Instant.now().minusSeconds(31 * 86_400)));

    get("/v1/campaigns", "q", campaign).is(200).shows("/campaigns/0/total", 1);
  }

  @ParameterizedTest
  @CsvSource({"20, 2025-03-30T01:19:41Z", "21, 2025-03-30T01:15:00Z"})
  void theFirstTimeOfAQuarterHourWithOverTwentyTypesIsItsStart(int types, String first) {
    Instant quarter = MIDDLE.plusSeconds(900);
    Instant last = quarter.plusSeconds(905);
    TestEvent.store(
        IntStream.range(0, types)
            .mapToObj(i -> TestEvent.of(campaign, "type_" + i, quarter.plusSeconds(300 - i)))
            .toList());
    TestEvent.store(TestEvent.of(campaign, "type", last));

    list(campaign, MIDDLE, MIDDLE.plusSeconds(86_400))
        .shows("/campaigns/0/total", types + 1, "/campaigns/0/first_event_time", first)
        .shows("/campaigns/0/last_event_time", last.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "from, yesterday",
    "to, 2025-01-01",
    "campaign_id, 1",
    "limit, 0",
    "limit, 1001",
    "limit, ten",
    "after, 5"
  })
  void aBadParameterIsNamed(String name, String value) {
    get("/v1/campaigns", name, value).isProblem(400, name);
  }
}
