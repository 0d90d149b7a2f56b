package dev.footfall.count;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ingestion lag against one that looks at every event. */
@QuarkusTest
class LagTest {
  private static final Instant MIDDLE = Instant.parse("2025-03-30T01:00:00Z");
  private static final int SAMPLE = 10_000;

  private final UUID campaign = UUID.randomUUID();
  private final DataSource owner;

  @Inject
  LagTest(DataSource owner) {
    this.owner = owner;
  }

  private Response lag(Instant from, Instant to) {
    return given()
        .queryParam("campaign_id", campaign)
        .queryParam("from", from.toString())
        .queryParam("to", to.toString())
        .get("/v1/lag");
  }

  /** The lags in a window, newest event first, in milliseconds. */
  private List<Long> lags(Window window) throws SQLException {
    try (Connection connection = owner.getConnection();
        PreparedStatement all =
            connection.prepareStatement(
                "SELECT event_time, created_at FROM events WHERE campaign_id = ?"
                    + " ORDER BY event_time DESC")) {
      all.setObject(1, campaign);
      List<Long> lags = new ArrayList<>();
      ResultSet rows = all.executeQuery();
      while (rows.next()) {
        Instant time = rows.getObject(1, OffsetDateTime.class).toInstant();
        Instant created = rows.getObject(2, OffsetDateTime.class).toInstant();
        if (!time.isBefore(window.from()) && time.isBefore(window.to())) {
          lags.add(milliseconds(Duration.between(time, created)));
        }
      }
      return lags;
    }
  }

  private static long milliseconds(Duration lag) {
    return BigDecimal.valueOf(lag.toNanos())
        .movePointLeft(6)
        .setScale(0, RoundingMode.HALF_UP)
        .longValueExact();
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

  private static String actual(JsonPath answer) {
    return "%s %s %s %s %s"
        .formatted(
            answer.<Object>get("count"),
            answer.<Object>get("p50"),
            answer.<Object>get("p95"),
            answer.<Object>get("p99"),
            answer.<Object>get("max"));
  }

  @Test
  void percentilesAreExactAtAnyBoundary() throws SQLException {
    long seed = System.nanoTime();
    RandomTraffic traffic = new RandomTraffic(seed);
    TestEvent.store(traffic.events(campaign, MIDDLE, 1000));

    for (int i = 0; i < 60; i++) {
      Window window = traffic.window(MIDDLE);
      JsonPath answer = lag(window.from(), window.to()).then().statusCode(200).extract().jsonPath();
      assertEquals(expected(lags(window)), actual(answer), "seed " + seed + ", " + window);
    }
  }

  @Test
  void onlyTheNewestTenThousandEventsAreLookedAt() throws SQLException {
    TestEvent.store(
        IntStream.range(0, SAMPLE + 700)
            .mapToObj(i -> TestEvent.of(campaign, "t" + i % 3, MIDDLE.plusMillis(i * 700L)))
            .toList());
    Window window = new Window(MIDDLE.plusSeconds(70), MIDDLE.plusSeconds(7_400));

    JsonPath answer = lag(window.from(), window.to()).jsonPath();

    assertEquals(expected(lags(window)), actual(answer));
    assertEquals(SAMPLE, answer.getInt("count"));
  }

  @Test
  void aSendersClockThatRunsAheadShowsAsNegativeLag() {
    Instant ahead = Instant.now().plusSeconds(3600);
    TestEvent.store(TestEvent.of(campaign, "page_view", ahead));

    Response answer = lag(ahead.minusSeconds(1), ahead.plusSeconds(1));

    answer.then().statusCode(200).body("count", is(1)).body("max", lessThan(0));
  }

  @Test
  void withoutEventsThereIsNoLag() {
    Response answer = lag(MIDDLE, MIDDLE.plusSeconds(60));

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
    var request = given().queryParam(name, value);

    Response answer =
        (name.equals("campaign_id") ? request : request.queryParam("campaign_id", campaign))
            .get("/v1/lag");

    answer.then().statusCode(400).body("field", is(name));
  }
}
