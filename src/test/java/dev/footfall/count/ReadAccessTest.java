package dev.footfall.count;

import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import dev.footfall.testsupport.Http;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may not read gets no answer, from any route. */
@QuarkusTest
class ReadAccessTest {
  private static final String ID = "0199aabb-0000-7000-8000-000000000001";

  private static void assertRefused(int status, Response answer) {
    answer
        .then()
        .statusCode(status)
        .contentType(startsWith("application/problem+json"))
        .body("status", is(status));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/counts?campaign_id=" + ID,
        "/v1/counts",
        "/v1/events?campaign_id=" + ID,
        "/v1/campaigns",
        "/v1/sessions/" + ID + "/events",
        "/v1/lag?campaign_id=" + ID
      })
  void withoutAnIdentityEveryRouteAnswers401(String route) {
    Response answer = Http.getAs("nobody", route);

    assertRefused(401, answer);
    answer.then().header("WWW-Authenticate", startsWith("Bearer"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/counts?campaign_id=" + ID,
        "/v1/events?campaign_id=" + ID,
        "/v1/lag?campaign_id=" + ID
      })
  void anothersCampaignAnswers403(String route) {
    assertRefused(403, Http.getAs(UUID.randomUUID(), route));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "all", "**", "page_view"})
  void aClaimThatNamesNoCampaignOpensNone(String claim) {
    Http.getAs(claim, "/v1/counts", "campaign_id", ID).then().statusCode(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", ID, "[" + ID + "]", "11111111-1111-4111-8111-111111111111 " + ID})
  void aClaimThatNamesTheCampaignOpensIt(String claim) {
    Http.getAs(claim, "/v1/counts", "campaign_id", ID).then().statusCode(200);
  }
}
