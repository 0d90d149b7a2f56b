package dev.footfall.count;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may not read gets no answer, from any route. */
@QuarkusTest
class ReadAccessTest {
  private static final String ID = "0199aabb-0000-7000-8000-000000000001";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/counts?campaign_id=" + ID,
        "/v1/counts",
        "/v1/campaigns",
        "/v1/sessions/" + ID + "/events",
        "/v1/lag?campaign_id=" + ID
      })
  void withoutAnIdentityEveryRouteAnswers401(String route) {
    var answer = given().header("Test-Campaigns", "nobody").get(route);

    answer
        .then()
        .statusCode(401)
        .contentType(startsWith("application/problem+json"))
        .header("WWW-Authenticate", startsWith("Bearer"))
        .body("status", is(401));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/counts?campaign_id=" + ID, "/v1/lag?campaign_id=" + ID})
  void anothersCampaignAnswers403(String route) {
    var answer = given().header("Test-Campaigns", UUID.randomUUID().toString()).get(route);

    answer
        .then()
        .statusCode(403)
        .contentType(startsWith("application/problem+json"))
        .body("status", is(403));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "all", "**", "page_view"})
  void aClaimThatNamesNoCampaignOpensNone(String claim) {
    var answer =
        given().header("Test-Campaigns", claim).get("/v1/counts?campaign_id=" + UUID.randomUUID());

    answer.then().statusCode(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", ID, "[" + ID + "]", "11111111-1111-4111-8111-111111111111 " + ID})
  void aClaimThatNamesTheCampaignOpensIt(String claim) {
    var answer = given().header("Test-Campaigns", claim).get("/v1/counts?campaign_id=" + ID);

    answer.then().statusCode(200);
  }
}
