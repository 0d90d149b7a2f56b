package dev.footfall.count;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.Http;
import dev.footfall.testsupport.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which parameters {@code GET /v1/counts} takes, and how it refuses the others. */
@QuarkusTest
class CountParametersTest extends ServiceTest {
  private Answer counts(Object... parameters) {
    return get("/v1/counts?campaign_id=" + campaign, parameters);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          campaign_id | ?interval=day
          campaign_id | ?campaign_id=
          campaign_id | ?campaign_id=1-1-1-1-1
          campaign_id | ?campaign_id={c}&campaign_id={c}
          campaign    | ?campaign={c}
          Interval    | ?campaign_id={c}&Interval=day
          from        | ?campaign_id={c}&from=2026-01-01
          from        | ?campaign_id={c}&from=2026-01-01T00:00:00
          from        | ?campaign_id={c}&from=
          from        | ?campaign_id={c}&from=2025-01-01T00:00:00Z&from=2025-01-01T00:00:00Z
          from        | ?campaign_id={c}&from=1735689600000
          to          | ?campaign_id={c}&to=2026-02-30T00:00:00Z
          to          | ?campaign_id={c}&from=2025-01-01T00:00:00.000001Z&to=2025-01-01T00:00:00Z
          interval    | ?campaign_id={c}&interval=DAY
          interval    | ?campaign_id={c}&interval=quarter
          interval    | ?campaign_id={c}&interval=
          timezone    | ?campaign_id={c}&timezone=Mars/Olympus
          timezone    | ?campaign_id={c}&timezone=%2B01:00
          timezone    | ?campaign_id={c}&timezone=Z
          timezone    | ?campaign_id={c}&timezone=
          event_type  | ?campaign_id={c}&event_type=
          event_type  | ?campaign_id={c}&event_type=page_view&event_type=a%20b
          event_type  | ?campaign_id={c}&event_type=p%C3%A4ge
          interval    | ?campaign_id={c}&interval=hour&from=1900-01-01T00:00:00Z&to=2000-01-01T00:00:00Z
          interval    | ?campaign_id={c}&interval=hour&from=2024-01-01T00:00:00Z&to=2025-02-20T16:00:00.000001Z
          """)
  void aBadParameterIsNamed(String field, String query) {
    Http.raw("GET", "/v1/counts" + query.replace("{c}", campaign.toString())).isProblem(400, field);
  }

  /** The years of RFC 3339, at, within and beyond, in the zone of the answer. */
  @ParameterizedTest
  @CsvSource({
    "from, 0001-01-01T00:00:00Z, UTC, 200",
    "from, 0001-01-01T00:00:00.000001Z, UTC, 200",
    "from, 0000-12-31T23:59:59.999999Z, UTC, 400",
    "from, 0000-12-31T23:59:59.9999999Z, UTC, 200",
    "from, 0001-01-01T04:56:02Z, America/New_York, 200",
    "from, 0001-01-01T04:56:01Z, America/New_York, 400",
    "from, 0000-12-31T23:06:32Z, Europe/Berlin, 200",
    "from, 0000-12-31T23:06:31Z, Europe/Berlin, 400",
    "to, 9999-12-31T23:59:59.999999Z, UTC, 200",
    "to, 9999-12-31T23:59:59.9999999Z, UTC, 400",
    "to, 9999-12-31T22:59:59.999999Z, Europe/Berlin, 200",
    "to, 9999-12-31T23:00:00Z, Europe/Berlin, 400",
    "to, 9999-12-31T23:59:59.999999-01:00, UTC, 400",
  })
  void boundsLieInTheYearsThatTimesCanBeWrittenIn(
      String name, String time, String zone, int status) {
    String other = name.equals("to") ? "from" : "to";
    String inside = name.equals("to") ? "9999-01-01T00:00:00Z" : "0001-03-01T00:00:00Z";

    Answer answer = counts(name, time, other, inside, "timezone", zone, "interval", "month");

    if (status == 200) {
      String rfc3339 = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)";
      assertTrue(answer.is(200).at("/" + name).matches(rfc3339), answer::text);
    } else {
      answer.isProblem(400, name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2025-01-01T01:00:00+01:00", "2025-01-01T01:00:00%2B01:00"})
  void aPlusInATimeIsReadWhetherItIsEscapedOrNot(String from) {
    String url = "/v1/counts?campaign_id=" + campaign + "&to=2025-01-02T00:00:00Z&from=" + from;

    Http.raw("GET", url).is(200).shows("/from", "2025-01-01T00:00:00Z");
  }

  @Test
  void theDefaultIsTheTotalOfTheLastThirtyDaysInUtc() {
    Instant before = Instant.now();

    Answer answer = counts().shows("/timezone", "UTC", "/interval", "none", "/total", 0);

    Instant to = OffsetDateTime.parse(answer.at("/to")).toInstant();
    Instant from = OffsetDateTime.parse(answer.at("/from")).toInstant();
    assertEquals(Duration.ofDays(30), Duration.between(from, to));
    assertTrue(!to.isBefore(before) && to.isBefore(Instant.now().plusSeconds(900)));
  }

  @Test
  void theWindowIsAnsweredInTheRequestedZone() {
    counts(
            "from", "2025-01-01T00:00:00Z",
            "to", "2025-07-01T00:00:00Z",
            "timezone", "Europe/Berlin")
        .is(200)
        .shows(
            "/from", "2025-01-01T01:00:00+01:00",
            "/to", "2025-07-01T02:00:00+02:00",
            "/campaign_id", campaign);
  }
}
