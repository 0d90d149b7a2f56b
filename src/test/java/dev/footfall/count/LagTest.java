package dev.footfall.count;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.query.Window;
import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.Owner;
import dev.footfall.testsupport.RandomTraffic;
import dev.footfall.testsupport.ServiceTest;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ingestion lag equals that of a simple program that looks at every event. */
@QuarkusTest
class LagTest extends ServiceTest {
  private static final Instant MIDDLE = Instant.parse("2025-03-30T01:00:00Z");
  private static final int SAMPLE = 10_000;

  private Answer lag(Window window) {
    return get("/v1/lag?campaign_id=" + campaign, "from", window.from(), "to", window.to());
  }

  /** The lags in a window, newest event first, in milliseconds. */
  private List<Long> lags(Window window) {
    return owner.stored(campaign).stream()
        .filter(row -> !row.time().isBefore(window.from()) && row.time().isBefore(window.to()))
        .sorted(Comparator.comparing(Owner.Row::time).reversed())
        .map(row -> milliseconds(Duration.between(row.time(), row.createdAt())))
        .toList();
  }

  private static long milliseconds(Duration lag) {
    return BigDecimal.valueOf(lag.toNanos(), 6).setScale(0, RoundingMode.HALF_UP).longValueExact();
  }

  private static String expected(List<Long> lags) {
    List<Long> sorted = lags.stream().limit(SAMPLE).sorted().toList();
    int n = sorted.size();
    return n == 0
        ? "0 null null null null"
        : n
            + Stream.of((n + 1) / 2, (n * 95 + 99) / 100, (n * 99 + 99) / 100, n)
                .map(rank -> " " + sorted.get(rank - 1))
                .collect(Collectors.joining());
  }

  private static String actual(Answer lag) {
    return Stream.of("/count", "/p50", "/p95", "/p99", "/max")
        .map(lag.is(200)::at)
        .collect(Collectors.joining(" "));
  }

  @Test
  void percentilesAreExactAtAnyBoundary() {
    RandomTraffic traffic = new RandomTraffic();
    TestEvent.store(traffic.events(campaign, MIDDLE, 1000));

    for (int i = 0; i < 60; i++) {
      Window window = traffic.window(MIDDLE);
      Answer answer = lag(window);
      assertEquals(expected(lags(window)), actual(answer), traffic + ", " + window);
    }
  }

  @Test
  void onlyTheNewestTenThousandEventsAreLookedAt() {
    TestEvent.store(
        IntStream.range(0, SAMPLE + 700)
            .mapToObj(i -> TestEvent.of(campaign, "t" + i % 3, MIDDLE.plusMillis(i * 700L)))
            .toList());
    Window window = new Window(MIDDLE.plusSeconds(70), MIDDLE.plusSeconds(7_400));

    Answer answer = lag(window);

    assertEquals(expected(lags(window)), actual(answer));
    answer.shows("/count", SAMPLE);
  }

  @Test
  void aSendersClockThatRunsAheadShowsAsNegativeLag() {
    Instant ahead = Instant.now().plusSeconds(3600);
    TestEvent.store(TestEvent.of(campaign, "page_view", ahead));

    Answer answer = lag(new Window(ahead.minusSeconds(1), ahead.plusSeconds(1)));

    assertTrue(answer.is(200).shows("/count", 1).json().get("max").asLong() < 0, answer::text);
  }

  @Test
  void withoutEventsThereIsNoLag() {
    lag(new Window(MIDDLE, MIDDLE.plusSeconds(60)))
        .is(200)
        .shows("/campaign_id", campaign, "/count", 0, "/p50", null, "/max", null);
  }

  @ParameterizedTest
  @CsvSource({"from, yesterday", "to, 2025-01-01", "interval, day", "campaign_id, 1"})
  void aBadParameterIsNamed(String name, String value) {
    String path = name.equals("campaign_id") ? "/v1/lag" : "/v1/lag?campaign_id=" + campaign;

    get(path, name, value).isProblem(400, name);
  }
}
