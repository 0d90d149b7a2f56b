package dev.footfall.count;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.query.Window;
import dev.footfall.testsupport.BruteForce;
import dev.footfall.testsupport.RandomTraffic;
import dev.footfall.testsupport.ServiceTest;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts equal those of a simple program that looks at every event. */
@QuarkusTest
class CountTest extends ServiceTest {
  private static final int EVENTS_A_CHANGE = 150;
  private static final int WINDOWS_A_CHANGE = 3;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu",
        "Australia/Lord_Howe", "America/St_Johns", "Africa/Casablanca", "Pacific/Chatham",
        "Asia/Kolkata", "Pacific/Apia", "America/Sao_Paulo", "Africa/Cairo",
        "Asia/Tehran", "Pacific/Kiritimati", "America/Caracas", "Asia/Gaza"
      })
  void countsAreExactInAnyZoneAtAnyBoundaryAcrossClockChanges(String zone) {
    RandomTraffic traffic = new RandomTraffic();
    List<Instant> changes = RandomTraffic.changes(ZoneId.of(zone));
    List<TestEvent> events = new ArrayList<>();
    changes.forEach(change -> events.addAll(traffic.events(campaign, change, EVENTS_A_CHANGE)));
    traffic.shuffle(events);
    storeAndFold(events);

    for (Instant change : changes) {
      for (String interval : List.of("hour", "day", "week", "month")) {
        BruteForce bruteForce =
            new BruteForce(
                ZoneId.of(zone), interval, RandomTraffic.first(change), RandomTraffic.last(change));
        for (int i = 0; i < WINDOWS_A_CHANGE; i++) {
          Window window = traffic.window(change);
          List<String> types = traffic.types();
          CountsAnswer answer = CountsAnswer.of(campaign, window, interval, zone, types);
          String what = "%s, %s in %s, %s%s".formatted(traffic, interval, zone, window, types);
          check(bruteForce.series(ofTypes(events, types), window), answer, types, what);
        }
      }
    }
  }

  /** A requested type is in the answer even if it has no events. */
  private static void check(
      Map<String, Map<OffsetDateTime, Long>> expected,
      CountsAnswer answer,
      List<String> types,
      String what) {
    answer.series().keySet().removeIf(type -> types.contains(type) && !expected.containsKey(type));
    long total =
        expected.values().stream().flatMap(b -> b.values().stream()).mapToLong(n -> n).sum();
    assertEquals(expected, answer.series(), what);
    assertEquals(total, answer.totals().values().stream().mapToLong(n -> n).sum(), what);
    assertEquals(total, answer.total(), what);
  }

  private static List<TestEvent> ofTypes(List<TestEvent> events, List<String> types) {
    return types.isEmpty()
        ? events
        : events.stream().filter(event -> types.contains(event.type())).toList();
  }

  @Test
  void totalsAreExactWithoutAnInterval() {
    RandomTraffic traffic = new RandomTraffic();
    Instant middle = Instant.parse("2025-03-30T01:00:00Z");
    List<TestEvent> events = traffic.events(campaign, middle, 2000);
    storeAndFold(events);

    for (int i = 0; i < 200; i++) {
      Window window = traffic.window(middle);
      var totals = CountsAnswer.of(campaign, window).totals();
      assertEquals(BruteForce.totals(events, window), totals, traffic + ", " + window);
    }
  }

  @Test
  void aRequestedTypeIsAnsweredEvenWithoutEvents() {
    Instant start = Instant.parse("2025-03-01T00:00:00Z");
    TestEvent.store(TestEvent.of(campaign, "page_view", start));

    Window twoHours = new Window(start, start.plusSeconds(7200));
    CountsAnswer answer =
        CountsAnswer.of(campaign, twoHours, "hour", "UTC", List.of("a", "page_view"));

    assertEquals(List.of("a", "page_view"), List.copyOf(answer.totals().keySet()));
    assertEquals(List.of(0L, 0L), List.copyOf(answer.series().get("a").values()));
    assertEquals(List.of(1L, 0L), List.copyOf(answer.series().get("page_view").values()));
  }
}
