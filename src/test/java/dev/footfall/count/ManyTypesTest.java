package dev.footfall.count;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.ApiGatewayEvent;
import dev.footfall.testsupport.Http;
import dev.footfall.testsupport.ServiceTest;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A response to thousands of types names the greatest, sums up the others, and fits Lambda. */
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManyTypesTest extends ServiceTest {
  private static final int MOST_BYTES = 6_291_456;
  private static final int TYPES = 7 * 500;
  private static final int EVENTS = TYPES * 11 / 10;

  private final String path = "/v1/counts?campaign_id=" + campaign;

  /** Type names are as long as they may be; every tenth type has two events. */
  @BeforeEach
  void storeOnce() {
    if (get(path).json().get("total").asLong() > 0) {
      return;
    }
    Instant now = Instant.now();
    List<TestEvent> events = new ArrayList<>();
    for (int i = 0; i < TYPES; i++) {
      events.add(TestEvent.of(campaign, type(i), now.minusSeconds(i)));
      if (i % 10 == 0) {
        events.add(TestEvent.of(campaign, type(i), now.minusSeconds(90_000)));
      }
    }
    TestEvent.store(events);
  }

  /** Other tests list every campaign. */
  @AfterAll
  void remove() {
    for (String table : List.of("events", "session_steps", "event_counts", "event_count_rollups")) {
      owner.execute("DELETE FROM " + table + " WHERE campaign_id = ?", campaign);
    }
  }

  private static String type(int i) {
    return "%064d".formatted(i);
  }

  /** The response as the function returns it to Lambda. */
  private String response(String accept, String query) {
    return ApiGatewayEvent.of("GET", path + query).header("accept", accept).mayRead("*").response();
  }

  private static Answer assertFits(String response) {
    int bytes = response.getBytes(StandardCharsets.UTF_8).length;
    assertTrue(bytes <= MOST_BYTES, () -> bytes + " bytes");
    return Answer.of(response).is(200);
  }

  private static long sum(JsonNode series) {
    return series.valueStream().mapToLong(bucket -> bucket.get("count").asLong()).sum();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "&interval=day",
        "&interval=hour&from=2025-12-01T00:00:00Z",
        "&interval=day&timezone=Asia/Kolkata"
      })
  void theGreatestTypesAndTheSumOfTheOthersAreAnswered(String query) {
    JsonNode counts = assertFits(response("application/json", query)).json();

    JsonNode named = counts.get("counts");
    JsonNode others = counts.get("others");
    long total = named.valueStream().mapToLong(ManyTypesTest::total).sum();
    assertAll(
        () -> assertTrue(named.size() > 4, () -> named.size() + " types"),
        () -> assertEquals(TYPES, named.size() + others.get("event_types").asLong()),
        () -> assertEquals(EVENTS, counts.get("total").asLong()),
        () -> assertEquals(EVENTS, total + total(others)),
        () -> assertEquals(2, total(named.get(0)), "not the greatest"));
  }

  private static long total(JsonNode type) {
    assertEquals(type.get("total").asLong(), sum(type.get("series")));
    return type.get("total").asLong();
  }

  @Test
  void inCsvTheOthersHaveNoType() {
    Answer answer = assertFits(response("text/csv", "&interval=day"));

    List<String> lines = answer.text().lines().skip(1).toList();
    long total = lines.stream().mapToLong(line -> Long.parseLong(line.split(",")[2])).sum();
    assertAll(
        () -> assertEquals(EVENTS, total),
        () -> assertEquals(31, lines.stream().filter(line -> line.startsWith(",")).count()),
        () -> assertTrue(lines.get(lines.size() - 1).startsWith(",")));
  }

  /** A function's response has no chunks. */
  @Test
  void aSeriesOfTenThousandBucketsArrivesWhole() {
    String hours = "&interval=hour&from=2025-01-01T00:00:00Z&to=2026-02-21T16:00:00Z";

    Answer answer =
        get("/v1/counts?event_type=page_view" + hours, "campaign_id", UUID.randomUUID()).is(200);

    assertTrue(Integer.parseInt(answer.header("Content-Length")) > 400_000);
    assertEquals(10_000, answer.json().at("/counts/0/series").size());
  }

  @Test
  void ifAllTypesFitThereAreNoOthers() {
    Answer answer = get(path).is(200).shows("/total", EVENTS, "/others", null);
    assertEquals(TYPES, answer.json().get("counts").size());
  }

  /** 10,000 hours: 6 series of JSON fit, and of CSV, whose names repeat, 4. */
  @ParameterizedTest
  @CsvSource({"6, application/json", "4, text/csv"})
  void requestedTypesAreAnsweredInFullOrRefused(int most, String accept) {
    String hours = "&interval=hour&from=2025-01-01T00:00:00Z&to=2026-02-21T16:00:00Z";

    Answer all = assertFits(response(accept, hours + asked(most)));
    Answer oneMore = Answer.of(response(accept, hours + asked(most + 1)));
    Answer hundred = Http.raw("GET", path + hours + asked(100).replaceAll("0{50}", "t"));

    assertTrue(!all.text().contains("others"));
    oneMore.isProblem(400, "event_type");
    assertTrue(hundred.is(400).at("/detail").contains("100 times"), hundred::text);
  }

  private static String asked(int number) {
    return IntStream.range(0, number).mapToObj(i -> "&event_type=" + type(i)).collect(joining());
  }
}
