package dev.footfall.count;

import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.query.Window;
import dev.footfall.testsupport.Http;
import dev.footfall.testsupport.Owner;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ingestion lag against one that looks at every event. */
@QuarkusTest
class LagTest {
  private static final Instant MIDDLE = Instant.parse("2025-03-30T01:00:00Z");
  private static final int SAMPLE = 10_000;

  private final UUID campaign = UUID.randomUUID();
  @Inject Owner owner;

  private Response lag(Window window) {
    return Http.get("/v1/lag?campaign_id=" + campaign, "from", window.from(), "to", window.to());
  }

  private Response lag(Instant from, int seconds) {
    return lag(new Window(from, from.plusSeconds(seconds)));
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
    if (sorted.isEmpty()) {
      return "0 null null null null";
    }
    int n = sorted.size();
    return "%d %d %d %d %d"
        .formatted(
            n,
            sorted.get((n + 1) / 2 - 1),
            sorted.get((n * 95 + 99) / 100 - 1),
            sorted.get((n * 99 + 99) / 100 - 1),
            sorted.get(n - 1));
  }

  private static String actual(Response lag) {
    JsonPath answer = lag.then().statusCode(200).extract().jsonPath();
    return Stream.of("count", "p50", "p95", "p99", "max")
        .map(name -> String.valueOf(answer.<Object>get(name)))
        .collect(Collectors.joining(" "));
  }

  @Test
  void percentilesAreExactAtAnyBoundary() {
    long seed = System.nanoTime();
    RandomTraffic traffic = new RandomTraffic(seed);
    TestEvent.store(traffic.events(campaign, MIDDLE, 1000));

    for (int i = 0; i < 60; i++) {
      Window window = traffic.window(MIDDLE);
      Response answer = lag(window);
      assertEquals(expected(lags(window)), actual(answer), "seed " + seed + ", " + window);
    }
  }

  @Test
  void onlyTheNewestTenThousandEventsAreLookedAt() {
    TestEvent.store(
        IntStream.range(0, SAMPLE + 700)
            .mapToObj(i -> TestEvent.of(campaign, "t" + i % 3, MIDDLE.plusMillis(i * 700L)))
            .toList());
    Window window = new Window(MIDDLE.plusSeconds(70), MIDDLE.plusSeconds(7_400));

    Response answer = lag(window);

    assertEquals(expected(lags(window)), actual(answer));
    answer.then().body("count", is(SAMPLE));
  }

  @Test
  void aSendersClockThatRunsAheadShowsAsNegativeLag() {
    Instant ahead = Instant.now().plusSeconds(3600);
    TestEvent.store(TestEvent.of(campaign, "page_view", ahead));

    Response answer = lag(ahead.minusSeconds(1), 2);

    answer.then().statusCode(200).body("count", is(1)).body("max", lessThan(0));
  }

  @Test
  void withoutEventsThereIsNoLag() {
    Response answer = lag(MIDDLE, 60);

    answer
        .then()
        .statusCode(200)
        .body("campaign_id", is(campaign.toString()))
        .body("count", is(0))
        .body("p50", nullValue())
        .body("max", nullValue());
  }

  @ParameterizedTest
  @CsvSource({"from, yesterday", "to, 2025-01-01", "interval, day", "campaign_id, 1"})
  void aBadParameterIsNamed(String name, String value) {
    String path = name.equals("campaign_id") ? "/v1/lag" : "/v1/lag?campaign_id=" + campaign;

    Http.get(path, name, value).then().statusCode(400).body("field", is(name));
  }
}
