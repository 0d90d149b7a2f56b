package dev.footfall.count;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.Http;
import dev.footfall.testsupport.ServiceTest;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counts as JSON and as CSV, and the choice between them. */
@QuarkusTest
class CountFormatTest extends ServiceTest {
  private Answer counts(String accept, String parameters) {
    return Http.raw("GET", "/v1/counts?campaign_id=" + campaign + parameters, "Accept", accept);
  }

  /** Three events around a change of the clocks. */
  private Answer countsOfThree(String accept, String interval) {
    TestEvent.store(
        TestEvent.of(campaign, "page_view", "2025-03-30T00:59:59.999999Z"),
        TestEvent.of(campaign, "page_view", "2025-03-30T01:00:00Z"),
        TestEvent.of(campaign, "add_to_cart", "2025-03-30T01:30:00Z"));
    String window = "&from=2025-03-30T00:30:00Z&to=2025-03-30T02:00:00Z";
    return counts(accept, "&timezone=Europe/Berlin&interval=" + interval + window);
  }

  private static void assertCsv(String lines, Answer answer) {
    assertEquals("text/csv", answer.is(200).type());
    assertEquals("event_type,start,count,sessions\r\n" + lines.replace(" ", "\r\n"), answer.text());
  }

  @Test
  void csvHasALineForEachTypeAndBucket() {
    assertCsv(
        "add_to_cart,2025-03-30T01:00:00+01:00,0,0 add_to_cart,2025-03-30T03:00:00+02:00,1,1 "
            + "page_view,2025-03-30T01:00:00+01:00,1,1 page_view,2025-03-30T03:00:00+02:00,1,1 ",
        countsOfThree("text/csv", "hour"));
  }

  @Test
  void csvWithoutAnIntervalHasALineForEachType() {
    assertCsv(
        "add_to_cart,2025-03-30T01:30:00+01:00,1,1 page_view,2025-03-30T01:30:00+01:00,2,2 ",
        countsOfThree("text/csv", "none"));
  }

  @Test
  void csvOfNoEventsIsItsHeading() {
    assertCsv("", counts("text/csv", ""));
  }

  @Test
  void jsonIsExactlyAsTheContractShowsIt() {
    Answer answer = countsOfThree("application/json", "hour");

    assertEquals(
        """
        {"campaign_id":"%s","from":"2025-03-30T01:30:00+01:00","to":"2025-03-30T04:00:00+02:00",\
        "timezone":"Europe/Berlin","interval":"hour","total":3,"sessions":3,"counts":[\
        {"event_type":"add_to_cart","total":1,"sessions":1,"series":[\
        {"start":"2025-03-30T01:00:00+01:00","count":0,"sessions":0},\
        {"start":"2025-03-30T03:00:00+02:00","count":1,"sessions":1}]},\
        {"event_type":"page_view","total":2,"sessions":2,"series":[\
        {"start":"2025-03-30T01:00:00+01:00","count":1,"sessions":1},\
        {"start":"2025-03-30T03:00:00+02:00","count":1,"sessions":1}]}]}"""
            .formatted(campaign),
        answer.text());
  }

  /** The function splits no header at its commas. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          */*                                            |              | 200 | application/json
          application/json                               |              | 200 | application/json
          application/*                                  |              | 200 | application/json
          text/csv                                       |              | 200 | text/csv
          text/*                                         |              | 200 | text/csv
          text/csv;q=0.9, application/json;q=0.1         |              | 200 | text/csv
          text/csv;q=0.1, */*;q=0.9                      |              | 200 | application/json
          image/png, text/csv                            |              | 200 | text/csv
          text/html,application/xhtml+xml,*/*;q=0.8      |              | 200 | application/json
          image/png                                      |              | 406 | application/problem+json
          application/xml                                |              | 406 | application/problem+json
          text/html                                      |              | 406 | application/problem+json
          text/csv                                       | &format=json | 200 | application/json
          application/json                               | &format=csv  | 200 | text/csv
          image/png                                      | &format=csv  | 200 | text/csv
          text/csv                                       | &format=xml  | 400 | application/problem+json
          text/csv                                       | &format=     | 400 | application/problem+json
          """)
  void theFormatParameterDecidesAndWithoutItTheAcceptHeader(
      String accept, String format, int status, String type) {
    Answer answer = counts(accept, format == null ? "" : format);

    assertEquals(type, answer.is(status).type());
  }
}
