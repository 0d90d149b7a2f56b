package dev.footfall.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.lambda.Reader.Answer;
import dev.footfall.lambda.Reader.Route;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which campaigns the claim opens, on every route; {@code ID} stands for the campaign. */
@QuarkusTest
class CampaignClaimTest {
  private static final String OTHER = "0b8e2f7a-9d41-4e6c-b3a5-c4d7e8f90a1b";
  private static final int TEN_KILOBYTES = 10_000;
  private final UUID campaign = UUID.randomUUID();
  private final UUID session = UUID.randomUUID();

  @BeforeEach
  void oneEvent() {
    Sender.store(session, campaign);
  }

  private static Stream<Arguments> onEveryRoute(String... claims) {
    return Stream.of(Route.values())
        .flatMap(route -> Stream.of(claims).map(claim -> Arguments.of(route, claim)));
  }

  private Answer read(Route route, String claim) {
    String campaigns =
        claim.replace("ID", campaign.toString()).replace("HALF", campaign.toString().substring(18));
    return route.read(campaign, session, Reader.mayRead(campaigns));
  }

  private static Stream<Arguments> claimsThatOpenIt() {
    String many =
        Stream.generate(() -> UUID.randomUUID().toString())
            .limit(TEN_KILOBYTES / 37)
            .collect(Collectors.joining(" "));
    return onEveryRoute(
        "*",
        "[*]",
        "ID",
        "  ID ",
        "[ID]",
        OTHER + " ID",
        "ID\n" + OTHER,
        "[" + OTHER + " ID]",
        "[ID " + OTHER + "]",
        "nonsense ID",
        many + " ID",
        "[" + many + " ID]");
  }

  @ParameterizedTest
  @MethodSource("claimsThatOpenIt")
  void aClaimOpensTheCampaignsThatItLists(Route route, String claim) {
    Answer answer = read(route, claim);

    assertEquals(200, answer.status(), answer.body());
    assertTrue(answer.body().contains("\"campaign_id\":\"" + campaign + "\""), answer.body());
  }

  @ParameterizedTest
  @EnumSource(Route.class)
  void aClaimMayWriteItsIdsInCapitals(Route route) {
    String claim = campaign.toString().toUpperCase(java.util.Locale.ROOT);

    Answer answer = route.read(campaign, session, Reader.mayRead(claim));

    assertEquals(200, answer.status(), answer.body());
    assertTrue(answer.body().contains(campaign.toString()), answer.body());
  }

  private static Stream<Arguments> claimsThatDoNotOpenIt() {
    return onEveryRoute(
        "",
        "   ",
        "[]",
        "[ ]",
        OTHER,
        "[" + OTHER + "]",
        "ID,",
        "ID," + OTHER,
        "[ID," + OTHER + "]",
        "\"ID\"",
        "[\"ID\"]",
        "[[ID]]",
        "[ID",
        "ID]",
        "{ID}",
        "HALF",
        "HALF HALF",
        "IDID",
        "ID*",
        "**",
        "* *",
        "[[*]]",
        "\"*\"",
        ".*",
        "%2A",
        "all",
        "null",
        "true",
        "' OR '1'='1",
        "ID\u0000",
        "\u0000",
        "x".repeat(TEN_KILOBYTES),
        "[".repeat(TEN_KILOBYTES),
        ",".repeat(TEN_KILOBYTES) + "ID",
        " ".repeat(TEN_KILOBYTES));
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
    assertFalse(answer.body().contains(campaign.toString()), answer.body());
    assertEquals(route == Route.CAMPAIGNS ? 200 : 403, answer.status(), answer.body());
  }

  @Test
  void withoutTheClaimTheListOfCampaignsIsEmpty() {
    Answer answer = Route.CAMPAIGNS.read(campaign, session, Reader.mayRead(null));

    assertEquals("[]", answer.json().path("campaigns").toString());
  }
}
