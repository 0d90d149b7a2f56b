package dev.footfall.lambda;

import static dev.footfall.testsupport.Together.together;
import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.database.Upkeep;
import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.ApiGatewayEvent;
import dev.footfall.testsupport.CapturedLog;
import dev.footfall.testsupport.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The artifact in its other role: every invocation brings the database up to date. */
@QuarkusTest
@TestProfile(MigratorTest.Role.class)
class MigratorTest extends ServiceTest {
  /** The role, which an environment variable sets in production. */
  public static class Role implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("footfall.function.role", "migrator");
    }
  }

  private static final String SCHEDULED =
      """
      {"version":"0","detail-type":"Scheduled Event","source":"aws.events",
       "time":"2026-03-01T00:00:00Z","detail":{}}
      """;

  @Inject InitialisationTest.ConnectionsAtStart connections;
  @Inject Upkeep upkeep;

  /** The function's answer to the event, as it is. */
  private static Answer invoke(Object event) {
    return Answer.of(
        given().contentType("application/json").body(event.toString()).post("/_lambda_"));
  }

  @Test
  void aScheduledInvocationFoldsAndReportsWhatItDid() {
    owner.execute(
        """
        INSERT INTO event_counts (campaign_id, bucket, n, shard, event_type)
        SELECT ?, date_bin('15 minutes', now() - interval '1 day', '2000-01-01 00:00+00'), 7, shard, 'a'
        FROM generate_series(0, 4) shard
        """,
        UUID.randomUUID());

    Answer answer = invoke(SCHEDULED);

    Answer.of(answer.text())
        .is(200)
        .shows("/migrations", 0, "/folded", 5, "/months/dropped", List.of());
    assertEquals(0, owner.number("SELECT count(*) FROM event_counts WHERE shard >= 0"));
  }

  @Test
  void anOperatorErasesASession() {
    UUID session = UUID.randomUUID();
    storeThree(session);

    Answer answer = erase("{\"session_id\":\"" + session + "\"}");

    assertEquals("200", answer.at("/statusCode"));
    assertErased(3, answer);
    assertHolds(0);
  }

  @Test
  void anOperatorErasesACampaignsEventsOfATypeAndSpan() {
    storeThree(UUID.randomUUID());
    String from = Instant.now().minus(Duration.ofHours(25)).toString();

    String some =
        """
        {"campaign_id":"%s","event_types":["page_view"],"from":"%s","to":"%s"}""";

    assertErased(2, erase(some.formatted(campaign, from, Instant.now())));
    assertHolds(1);
    assertErased(1, erase("{\"campaign_id\":\"" + campaign + "\"}"));
    assertHolds(0);
  }

  private static Answer erase(String command) {
    return invoke("{\"erase\":" + command + "}");
  }

  private static void assertErased(int events, Answer answer) {
    assertEquals("{\"erased\":" + events + ",\"complete\":true}", answer.at("/body"));
  }

  /** Now, a day ago and two days ago. */
  private void storeThree(UUID session) {
    owner.execute(
        """
        SELECT * FROM store_events(
          ARRAY[gen_random_uuid(), gen_random_uuid(), gen_random_uuid()], array_fill(?::uuid, '{3}'),
          array_fill(?::uuid, '{3}'), array_fill('page_view'::text, '{3}'),
          ARRAY[now(), now() - interval '1 day', now() - interval '2 days'], array_fill('{}'::text, '{3}'))
        """,
        session, campaign);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                   | erase.campaign_id must be a UUID
          []                                                   | erase.campaign_id must be a UUID
          {"session_id":"1"}                                   | erase.session_id must be a UUID
          {"session_id":null}                                  | erase.session_id must be a UUID
          {"session_id":"%1$s","campaign_id":"%1$s"}           | erase: [campaign_id] cannot be given here
          {"campaign_id":"%1$s","form":"2026-01-01T00:00:00Z"} | erase: [form] cannot be given here
          {"campaign_id":"%1$s","from":"2026-01-01"}           | erase.from must be RFC 3339
          {"campaign_id":"%1$s","to":7}                        | erase.to must be RFC 3339
          {"campaign_id":"%1$s","event_types":[]}              | erase.event_types must name event types
          {"campaign_id":"%1$s","event_types":"page_view"}     | erase.event_types must name event types
          {"campaign_id":"%1$s","event_types":["a b"]}         | erase.event_types must
          """)
  void anErasureThatIsNotClearErasesNothing(String command, String message) {
    storeThree(campaign);

    Answer answer = erase(command.formatted(campaign)).is(500);

    assertTrue(answer.at("/errorMessage").contains(message), answer::text);
    assertHolds(3);
  }

  @Test
  void nobodyReachesItThroughApiGateway() {
    Answer answer = invoke(ApiGatewayEvent.of("GET", "/v1/counts"));
    assertEquals("404 {}", answer.at("/statusCode") + " " + answer.at("/body"));
  }

  @Test
  void aFailedUpkeepFailsTheInvocation() {
    owner.without(
        "fold_event_counts",
        () -> {
          Answer failure = invoke(SCHEDULED).is(500);

          assertFalse(failure.at("/errorType").isEmpty());
          assertTrue(failure.at("/errorMessage").contains("fold_event_counts"), failure::text);
        });
  }

  @Test
  void monthsThatCannotBeKeptFailNeitherFoldingNorTheInvocation() {
    owner.execute(
        "INSERT INTO event_counts (campaign_id, bucket, n, shard, event_type) VALUES"
            + " (?, '2020-01-01 00:00+00', 7, 0, 'a')",
        UUID.randomUUID());
    try (CapturedLog log = CapturedLog.ofEverything()) {
      owner.without(
          "drop_a_month",
          () -> {
            Upkeep.Report report = upkeep.run();

            assertEquals(1, report.folded());
            assertTrue(report.months().contains("drop_a_month"), report::toString);
          });
      assertTrue(log.text().contains("Months could not be kept"), log::text);
    }
  }

  /** Calls the upkeep itself: here, unlike on Lambda, invocations are served one by one. */
  @Test
  void fourAtOnceAreSafe() throws Exception {
    Callable<Upkeep.Report> run = upkeep::run;
    List<Upkeep.Report> reports = together(Collections.nCopies(4, run));
    assertTrue(reports.stream().allMatch(report -> report.migrations() == 0), reports::toString);
  }

  @Test
  void theMigratorStartsWithoutTheRoleOfTheCollector() {
    assertEquals(0, connections.count());
  }
}
