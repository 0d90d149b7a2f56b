package dev.footfall.count;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.ServiceTest;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counts are split by the values of declared keys of the metadata, or limited to one. */
@QuarkusTest
class BreakdownTest extends ServiceTest {
  private TestEvent with(String metadata) {
    return event().raw("metadata", metadata);
  }

  private TestEvent from(String source) {
    return with("{\"utm_source\":\"" + source + "\"}");
  }

  private Answer counts(Object... parameters) {
    return get("/v1/counts?campaign_id=" + campaign, parameters);
  }

  private String values(Object... parameters) {
    return counts(parameters).is(200).json().at("/counts/0/values").toString();
  }

  @Test
  void theAnswerNamesTheValuesWithTheirFigures() {
    TestEvent google = from("google");
    String session = google.toString().replaceAll(".*session_id\":\"([^\"]*).*", "$1");
    TestEvent.store(
        google,
        from("google").with("session_id", session),
        with("{\"utm_source\":\"mail\",\"price\":\"9.90\",\"currency\":\"EUR\"}"),
        with("{\"utm_medium\":\"cpc\"}"),
        event());

    assertEquals(
        """
        [{"value":"google","total":2,"sessions":1},\
        {"value":"mail","total":1,"sessions":1,\
        "amounts":[{"currency":"EUR","amount":"9.90","events":1}]},\
        {"value":null,"total":2,"sessions":2}]""",
        values("by", "utm_source"));
    counts("by", "utm_source")
        .shows("/by", "utm_source", "/total", 5, "/sessions", 4, "/values/0/value", "google")
        .shows("/values/0/total", 2, "/values/0/sessions", 1, "/values/2/sessions", 2);
    assertTrue(counts("by", "utm_source").at("/since").endsWith("Z"));
    counts("where", "utm_source:mail")
        .shows("/where", "utm_source:mail", "/total", 1, "/sessions", 1, "/values", null)
        .shows("/counts/0/amounts/0/amount", "9.90");
    counts("where", "utm_medium:cpc", "by", "utm_source")
        .shows("/total", 1, "/values/0/value", null, "/values/0/total", 1);
    assertHolds(5);
  }

  /** Any JSON value is a text; null is none. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "a:b"       | a:b
          ""          | ``
          "=1+1"      | =1+1
          7.50        | 7.50
          true        | true
          ["a", "b"]  | ["a", "b"]
          null        |
          """)
  void valuesAreText(String json, String value) {
    post(with("{\"referrer\":" + json + "}")).is(201);

    JsonNode values = counts("by", "referrer").json().get("values");

    assertEquals(value == null ? "null" : value, values.get(0).get("value").asText());
    assertEquals(value == null, values.get(0).get("value").isNull());
    assertEquals(1, values.get(0).get("total").asInt());
    if (value != null) {
      counts("where", "referrer:" + value).shows("/total", 1);
    }
  }

  /** At the limit and over it, in characters of four bytes. */
  @ParameterizedTest
  @CsvSource({"127, 127", "128, 128", "129, 128"})
  void aValueIsCutAt128Characters(int sent, int counted) {
    String longest = "☕🛒".repeat(100);
    String value = longest.substring(0, longest.offsetByCodePoints(0, sent));
    String cut = longest.substring(0, longest.offsetByCodePoints(0, counted));
    post(from(value)).is(201);

    counts("by", "utm_source").shows("/values/0/value", cut);
    counts("where", "utm_source:" + value).shows("/total", 1);
  }

  /** At the limit, over it, and far over it. */
  @ParameterizedTest
  @CsvSource({"100, 0", "101, 1", "2000, 1900"})
  void theHundredGreatestValuesAreNamedAndTheOthersAreASum(int number, int others) {
    List<TestEvent> events = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      events.add(from("source " + i));
    }
    events.add(from("source " + (number - 1)));
    TestEvent.store(events);

    JsonNode type = counts("by", "utm_source").json().at("/counts/0");

    assertEquals(101, type.get("values").size());
    assertEquals("source " + (number - 1), type.at("/values/0/value").asText());
    assertEquals(2, type.at("/values/0/sessions").asInt());
    assertEquals(others, type.at("/other_values/values").asInt());
    assertEquals(others, type.at("/other_values/total").asInt());
    assertEquals(others, type.at("/other_values/sessions").asInt());
    assertEquals(0, type.at("/values/100/total").asInt(), "without a value");
  }

  /** No spreadsheet runs a value. */
  @Test
  void csvHasTheValueAfterTheType() {
    String from = "2026-01-01T00:00:00Z";
    TestEvent.store(
        TestEvent.of(campaign, "a", from).raw("metadata", "{\"utm_source\":\"=cmd(),\\\"x\\\"\"}"),
        TestEvent.of(campaign, "a", from).raw("metadata", "{\"utm_source\":\"\"}"),
        TestEvent.of(campaign, "a", from));

    assertEquals(
        """
        event_type,value,start,count,sessions
        a,"",2026-01-01T00:00:00Z,1,1
        a,"'=cmd(),""x""\",2026-01-01T00:00:00Z,1,1
        a,,2026-01-01T00:00:00Z,1,1
        """
            .replace("\n", "\r\n"),
        counts("by", "utm_source", "from", from, "format", "csv").is(200).text());
  }

  @ParameterizedTest
  @CsvSource({
    "by, path",
    "by, ''",
    "by, UTM_SOURCE",
    "where, utm_source",
    "where, path:a",
    "where, :a",
    "where, ''",
  })
  void anUndeclaredKeyIsRefused(String parameter, String value) {
    counts(parameter, value).isProblem(400, parameter);
  }
}
