package dev.footfall.lambda;

import static dev.footfall.testsupport.Gateway.post;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.lambda.Reader.Route;
import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which campaigns the claim opens, on every route; {@code ID} is the campaign. */
@QuarkusTest
class CampaignClaimTest {
  private static final String OTHER = "0b8e2f7a-9d41-4e6c-b3a5-c4d7e8f90a1b";
  private static final int TEN_KILOBYTES = 10_000;
  private static final String MANY = (UUID.randomUUID() + " ").repeat(TEN_KILOBYTES / 37).strip();

  private final UUID campaign = UUID.randomUUID();
  private final UUID session = UUID.randomUUID();

  @BeforeEach
  void oneEvent() {
    post(TestEvent.of(campaign).with("session_id", session)).is(201);
  }

  private Answer read(Route route, String claim) {
    String campaigns =
        claim
            .replace("HALF", campaign.toString().substring(18))
            .replace("MANY", MANY)
            .replace("OTHER", OTHER)
            .replace("ID", campaign.toString());
    return route.read(campaign, session, Reader.mayRead(campaigns));
  }

  private static Stream<Arguments> claimsThatOpenIt() {
    String[] claims = {
      "*", "[*]", "ID", "  ID ", "[ID]", "nonsense ID",
      "OTHER ID", "ID\nOTHER", "[OTHER ID]", "[ID OTHER]", "MANY ID", "[MANY ID]"
    };
    return Reader.onEveryRoute(claims);
  }

  @ParameterizedTest
  @MethodSource("claimsThatOpenIt")
  void aClaimOpensTheCampaignsThatItLists(Route route, String claim) {
    Answer answer = read(route, claim);

    assertEquals(200, answer.status(), answer.text());
    assertTrue(answer.text().contains("\"campaign_id\":\"" + campaign + "\""), answer.text());
  }

  @ParameterizedTest
  @EnumSource(Route.class)
  void aClaimMayWriteItsIdsInCapitals(Route route) {
    String claim = campaign.toString().toUpperCase(Locale.ROOT);

    Answer answer = route.read(campaign, session, Reader.mayRead(claim));

    assertEquals(200, answer.status(), answer.text());
    assertTrue(answer.text().contains(campaign.toString()), answer.text());
  }

  private static Stream<Arguments> claimsThatDoNotOpenIt() {
    String[] claims = {
      "", "   ", "[]", "[ ]", "OTHER", "[OTHER]", "ID,", "ID,OTHER",
      "[ID,OTHER]", "\"ID\"", "[\"ID\"]", "[[ID]]", "[ID", "ID]", "{ID}", "HALF",
      "HALF HALF", "IDID", "ID*", "**", "* *", "[[*]]", "\"*\"", ".*",
      "%2A", "all", "null", "true", "' OR '1'='1", "ID\u0000", "\u0000"
    };
    String[] lengthy = {
      "x".repeat(TEN_KILOBYTES),
      "[".repeat(TEN_KILOBYTES),
      ",".repeat(TEN_KILOBYTES) + "ID",
      " ".repeat(TEN_KILOBYTES)
    };
    return Stream.concat(Reader.onEveryRoute(claims), Reader.onEveryRoute(lengthy));
  }

  @ParameterizedTest
  @MethodSource("claimsThatDoNotOpenIt")
  void anyOtherClaimOpensNothing(Route route, String claim) {
    Answer answer = read(route, claim);

    assertClosed(route, answer);
  }

  @ParameterizedTest
  @EnumSource(Route.class)
  void aTokenWithoutTheClaimOpensNothing(Route route) {
    Answer answer = route.read(campaign, session, Reader.mayRead(null));

    assertClosed(route, answer);
  }

  /** The list of campaigns just lacks what is hidden; all else of a hidden campaign is refused. */
  private void assertClosed(Route route, Answer answer) {
    assertFalse(answer.text().contains(campaign.toString()), answer.text());
    assertEquals(route == Route.CAMPAIGNS ? 200 : 403, answer.status(), answer.text());
  }

  @Test
  void withoutTheClaimTheListOfCampaignsIsEmpty() {
    Answer answer = Route.CAMPAIGNS.read(campaign, session, Reader.mayRead(null));

    assertEquals("[]", answer.json().path("campaigns").toString());
  }
}
