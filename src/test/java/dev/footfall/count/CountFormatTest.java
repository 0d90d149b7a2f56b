package dev.footfall.count;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON and CSV, and the choice between them. */
@QuarkusTest
class CountFormatTest {
  private final UUID campaign = UUID.randomUUID();

  private Response counts(String accept, String interval) {
    TestEvent.store(
        TestEvent.of(campaign, "page_view", "2025-03-30T00:59:59.999999Z"),
        TestEvent.of(campaign, "page_view", "2025-03-30T01:00:00Z"),
        TestEvent.of(campaign, "add_to_cart", "2025-03-30T01:30:00Z"));
    return given()
        .header("Accept", accept)
        .get(
            "/v1/counts?campaign_id={campaign}&interval={interval}&timezone=Europe/Berlin"
                + "&from=2025-03-30T00:30:00Z&to=2025-03-30T02:00:00Z",
            campaign,
            interval);
  }

  private static void assertCsv(String lines, Response answer) {
    answer.then().statusCode(200).contentType(startsWith("text/csv"));
    assertEquals(lines.replace("\n", "\r\n"), answer.asString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hour | add_to_cart,2025-03-30T01:00:00+01:00,0;add_to_cart,2025-03-30T03:00:00+02:00,1;"
            + "page_view,2025-03-30T01:00:00+01:00,1;page_view,2025-03-30T03:00:00+02:00,1;",
        "none | add_to_cart,2025-03-30T01:30:00+01:00,1;page_view,2025-03-30T01:30:00+01:00,2;",
      })
  void csvHasALineForEachTypeAndBucketOrForEachType(String interval, String lines) {
    Response answer = counts("text/csv", interval);

    assertCsv("event_type,start,count\n" + lines.replace(";", "\n"), answer);
  }

  @Test
  void csvOfNothingIsItsHeading() {
    Response answer =
        given().accept("text/csv").queryParam("campaign_id", UUID.randomUUID()).get("/v1/counts");

    assertCsv("event_type,start,count\n", answer);
  }

  @Test
  void jsonIsExactlyAsTheContractShowsIt() {
    Response answer = counts("application/json", "hour");

    assertEquals(
        """
        {"campaign_id":"%s","from":"2025-03-30T01:30:00+01:00","to":"2025-03-30T04:00:00+02:00",\
        "timezone":"Europe/Berlin","interval":"hour","total":3,"counts":[\
        {"event_type":"add_to_cart","total":1,"series":[\
        {"start":"2025-03-30T01:00:00+01:00","count":0},\
        {"start":"2025-03-30T03:00:00+02:00","count":1}]},\
        {"event_type":"page_view","total":2,"series":[\
        {"start":"2025-03-30T01:00:00+01:00","count":1},\
        {"start":"2025-03-30T03:00:00+02:00","count":1}]}]}"""
            .formatted(campaign),
        answer.asString());
  }

  /** The function splits no header at its commas. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/* | application/json",
        "application/json | application/json",
        "application/* | application/json",
        "text/csv | text/csv",
        "text/* | text/csv",
        "text/csv;q=0.9, application/json;q=0.1 | text/csv",
        "text/csv;q=0.1, */*;q=0.9 | application/json",
        "image/png, text/csv | text/csv",
        "text/html,application/xhtml+xml,*/*;q=0.8 | application/json",
      })
  void theCallersPreferenceDecides(String accept, String type) {
    Response answer = counts(accept, "none");

    answer.then().statusCode(200).contentType(startsWith(type));
  }

  @ParameterizedTest
  @CsvSource({
    "text/csv, json, 200, application/json",
    "application/json, csv, 200, text/csv",
    "image/png, csv, 200, text/csv",
    "text/csv, xml, 400, application/problem+json",
    "text/csv, '', 400, application/problem+json",
  })
  void theParameterFormatGoesBeforeThePreference(
      String accept, String format, int status, String type) {
    given()
        .header("Accept", accept)
        .get("/v1/counts?campaign_id={campaign}&format={format}", campaign, format)
        .then()
        .statusCode(status)
        .contentType(startsWith(type));
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/png", "application/xml", "text/html"})
  void anotherFormatIsNotAcceptable(String accept) {
    Response answer = counts(accept, "none");

    answer.then().statusCode(406).contentType(startsWith("application/problem+json"));
  }
}
