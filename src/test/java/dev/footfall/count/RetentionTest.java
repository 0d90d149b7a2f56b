package dev.footfall.count;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is answered once a month's events are gone. The month is one of 2001, which no other test
 * uses, and what retention remembers is put back.
 */
@QuarkusTest
class RetentionTest {
  private static final Instant MONTH = Instant.parse("2001-03-01T00:00:00Z");
  private static final Instant NOON = Instant.parse("2001-03-14T12:00:00Z");

  private final UUID campaign = UUID.randomUUID();
  private final DataSource owner;
  private String remembered;

  @Inject
  RetentionTest(DataSource owner) {
    this.owner = owner;
  }

  @BeforeEach
  void keepTheMonth() {
    remembered =
        query(
            "SELECT format('oldest_id = %L, lost_until = %L', oldest_id, lost_until) FROM retention");
    run("UPDATE retention SET oldest_id = DEFAULT, lost_until = DEFAULT");
    run("SELECT create_month('2001-03-01 00:00+00')");
  }

  @AfterEach
  void forgetThatItWasDropped() {
    run("SELECT drop_month('2001-03-01 00:00+00')");
    run("UPDATE retention SET " + remembered);
  }

  private void dropTheMonth() {
    run("UPDATE retention SET oldest_id = first_id('2001-04-01 00:00+00')");
    run("SELECT drop_month('2001-03-01 00:00+00')");
  }

  private void run(String sql) {
    try (Connection connection = owner.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private String query(String sql) {
    try (Connection connection = owner.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** An id of the month's range, of the version. */
  private static UUID idOfTheMonth(int version) {
    long millis = MONTH.toEpochMilli() + 86_400_000;
    return new UUID(
        millis << 16 | (long) version << 12 | 0x123, UUID.randomUUID().getLeastSignificantBits());
  }

  private TestEvent event(Instant time) {
    return TestEvent.of(campaign, "page_view", time).withId(idOfTheMonth(7));
  }

  @Test
  void wholeQuarterHoursStillAnswerExactlyAfterTheMonthIsDropped() {
    TestEvent.store(event(NOON), event(NOON.plusSeconds(1)), event(NOON.plusSeconds(900)));
    dropTheMonth();

    CountsAnswer answer = CountsAnswer.of(campaign, NOON, NOON.plusSeconds(900));

    assertEquals(Map.of("page_view", 2L), answer.totals());
  }

  @Test
  void aRaggedEdgeInADroppedTimeIsRefusedRatherThanMiscounted() {
    TestEvent.store(event(NOON), event(NOON.plusSeconds(60)));
    dropTheMonth();

    var answer =
        given()
            .queryParam("campaign_id", campaign)
            .queryParam("from", NOON.plusSeconds(30).toString())
            .queryParam("to", NOON.plusSeconds(3600).toString())
            .get("/v1/counts");

    answer.then().statusCode(400).body("field", is("from"));
  }

  @Test
  void aRaggedEdgeWhoseEventsAreAllThereIsStillExact() {
    TestEvent.store(event(NOON));
    dropTheMonth();
    Instant later = NOON.plusSeconds(86_400);
    TestEvent.store(
        TestEvent.of(campaign, "page_view", later),
        TestEvent.of(campaign, "page_view", later.plusSeconds(60)));

    CountsAnswer answer = CountsAnswer.of(campaign, later.plusSeconds(30), later.plusSeconds(90));

    assertEquals(Map.of("page_view", 1L), answer.totals());
  }

  @Test
  void aRetryOfADroppedUuid7IsRejected() {
    TestEvent event = event(NOON);
    TestEvent.store(event);
    dropTheMonth();
    TestEvent fresh = TestEvent.of(UUID.randomUUID(), "page_view", NOON);

    var answer =
        given()
            .contentType("application/json")
            .body(TestEvent.array(List.of(event, fresh)))
            .post("/v1/events");

    answer
        .then()
        .statusCode(200)
        .body("results.result", is(List.of("rejected", "stored")))
        .body("results[0].field", is("id"));
    assertEquals(1, CountsAnswer.of(campaign, NOON, NOON.plusSeconds(900)).total());
  }

  @Test
  void aRetryOfAnotherVersionsIdIsStillADuplicate() {
    TestEvent event = event(NOON).withId(idOfTheMonth(4));
    TestEvent.store(event);
    dropTheMonth();

    var answer = given().contentType("application/json").body(event.json()).post("/v1/events");

    answer.then().statusCode(200).body("results[0].result", is("duplicate"));
    assertEquals(1, CountsAnswer.of(campaign, NOON, NOON.plusSeconds(900)).total());
  }

  @Test
  void aCampaignsFirstEventIsAtMostAQuarterHourOffWhereItWasDropped() {
    TestEvent.store(event(NOON.plusSeconds(77)));
    dropTheMonth();
    Instant last = NOON.plusSeconds(86_400);
    TestEvent.store(TestEvent.of(campaign, "page_view", last));

    var answer =
        given()
            .queryParam("from", "2001-01-01T00:00:00Z")
            .queryParam("to", "2002-01-01T00:00:00Z")
            .header("Test-Campaigns", campaign)
            .get("/v1/campaigns");

    answer
        .then()
        .statusCode(200)
        .body("campaigns[0].total", is(2))
        .body("campaigns[0].first_event_time", is(NOON.toString()))
        .body("campaigns[0].last_event_time", is(last.toString()));
  }

  @Test
  void aCampaignsTotalWithARaggedEdgeInADroppedTimeIsRefusedToo() {
    TestEvent.store(event(NOON), event(NOON.plusSeconds(60)));
    dropTheMonth();

    var answer =
        given()
            .queryParam("from", NOON.plusSeconds(30).toString())
            .queryParam("to", NOON.plusSeconds(3600).toString())
            .header("Test-Campaigns", campaign)
            .get("/v1/campaigns");

    answer.then().statusCode(400).body("field", is("from"));
  }
}
