package dev.footfall.count;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.ApiGatewayEvent;
import dev.footfall.testsupport.Http;
import dev.footfall.testsupport.Owner;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Long responses. Of a campaign to which a stranger has sent thousands of types, the greatest are
 * answered, and the sum of the others, in what a function may return.
 */
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManyTypesTest {
  private static final int MOST_BYTES = 6_291_456;
  private static final int TYPES = 7 * 500;
  private static final UUID CAMPAIGN = UUID.randomUUID();

  @Inject Owner owner;

  /** Type names are as long as they may be; every tenth type has two events. */
  @BeforeEach
  void storeOnce() {
    if (Http.get("/v1/counts?campaign_id=" + CAMPAIGN).jsonPath().getLong("total") > 0) {
      return;
    }
    Instant now = Instant.now();
    List<TestEvent> events = new ArrayList<>();
    for (int i = 0; i < TYPES; i++) {
      events.add(TestEvent.of(CAMPAIGN, type(i), now.minusSeconds(i)));
      if (i % 10 == 0) {
        events.add(TestEvent.of(CAMPAIGN, type(i), now.minusSeconds(90_000)));
      }
    }
    TestEvent.store(events);
  }

  /** Other tests list every campaign. */
  @AfterAll
  void remove() {
    for (String table : List.of("events", "event_counts", "event_count_rollups")) {
      owner.execute("DELETE FROM " + table + " WHERE campaign_id = ?", CAMPAIGN);
    }
  }

  private static String type(int i) {
    return "%064d".formatted(i);
  }

  /** The response as the function returns it to Lambda. */
  private static String answer(String accept, String query) {
    return RestAssured.given()
        .contentType("application/json")
        .body(
            ApiGatewayEvent.of("GET", "/v1/counts?campaign_id=" + CAMPAIGN + query)
                .header("accept", accept)
                .mayRead("*")
                .toString())
        .post("/_lambda_")
        .asString();
  }

  private static void assertFits(String answer) {
    int bytes = answer.getBytes(StandardCharsets.UTF_8).length;
    assertTrue(bytes <= MOST_BYTES, () -> bytes + " bytes");
  }

  private static long sum(JsonNode series) {
    return StreamSupport.stream(series.spliterator(), false)
        .mapToLong(bucket -> bucket.get("count").asLong())
        .sum();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "&interval=day",
        "&interval=hour&from=2025-12-01T00:00:00Z",
        "&interval=day&timezone=Asia/Kolkata"
      })
  void theGreatestTypesAndTheSumOfTheOthersAreAnswered(String query) {
    String answer = answer("application/json", query);

    JsonNode counts = Answer.of(answer).is(200).json();
    JsonNode named = counts.get("counts");
    JsonNode others = counts.get("others");
    long total = StreamSupport.stream(named.spliterator(), false).mapToLong(this::total).sum();
    assertFits(answer);
    assertAll(
        () -> assertTrue(named.size() > 4, () -> named.size() + " types"),
        () -> assertEquals(TYPES, named.size() + others.get("event_types").asLong()),
        () -> assertEquals(TYPES * 11 / 10, counts.get("total").asLong()),
        () -> assertEquals(TYPES * 11 / 10, total + others.get("total").asLong()),
        () -> assertEquals(others.get("total").asLong(), sum(others.get("series"))),
        () -> assertEquals(2, named.get(0).get("total").asLong(), "not the greatest"));
  }

  private long total(JsonNode type) {
    assertEquals(type.get("total").asLong(), sum(type.get("series")));
    return type.get("total").asLong();
  }

  @Test
  void inCsvTheOthersHaveNoType() {
    String answer = answer("text/csv", "&interval=day");

    List<String> lines = Answer.of(answer).is(200).text().lines().skip(1).toList();
    long total = lines.stream().mapToLong(line -> Long.parseLong(line.split(",")[2])).sum();
    assertFits(answer);
    assertAll(
        () -> assertEquals(TYPES * 11 / 10, total),
        () -> assertEquals(31, lines.stream().filter(line -> line.startsWith(",")).count()),
        () -> assertTrue(lines.get(lines.size() - 1).startsWith(",")));
  }

  /** A function's answer has no chunks. */
  @Test
  void aSeriesOfTenThousandBucketsArrivesWhole() {
    String window = "&from=2025-01-01T00:00:00Z&to=2026-02-21T16:00:00Z";

    Http.get(
            "/v1/counts?event_type=page_view&interval=hour" + window,
            "campaign_id",
            UUID.randomUUID())
        .then()
        .statusCode(200)
        .header("Content-Length", Integer::parseInt, greaterThan(400_000))
        .body("counts[0].series", hasSize(10_000));
  }

  @Test
  void ifAllTypesFitThereAreNoOthers() {
    Http.get("/v1/counts?campaign_id=" + CAMPAIGN)
        .then()
        .statusCode(200)
        .body("counts", hasSize(TYPES))
        .body("total", is(TYPES * 11 / 10))
        .body("others", nullValue());
  }

  /** 10,000 hours: 9 series of JSON fit, and of CSV, whose names repeat, 5. */
  @ParameterizedTest
  @CsvSource({"9, application/json", "5, text/csv"})
  void whatIsAskedForIsAnsweredInFullOrRefused(int most, String accept) {
    String hours = "&interval=hour&from=2025-01-01T00:00:00Z&to=2026-02-21T16:00:00Z";

    String all = answer(accept, hours + asked(most));
    Answer oneMore = Answer.of(answer(accept, hours + asked(most + 1)));

    assertFits(all);
    Answer.of(all).is(200);
    assertTrue(!Answer.of(all).text().contains("others"));
    oneMore.is(400);
    assertEquals("event_type", oneMore.at("/field"));
    String hundred =
        IntStream.range(0, 100).mapToObj(i -> "&event_type=t" + i).collect(Collectors.joining());
    Http.getUnescaped("/v1/counts?campaign_id=" + CAMPAIGN + hours + hundred)
        .then()
        .statusCode(400)
        .body("detail", containsString("100 times"));
  }

  private static String asked(int number) {
    return IntStream.range(0, number)
        .mapToObj(i -> "&event_type=" + type(i))
        .collect(Collectors.joining());
  }
}
