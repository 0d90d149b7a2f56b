package dev.footfall.lambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.lambda.Reader.Route;
import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who is somebody, who may read at all, and which campaigns: 401 without a token, 403 without the
 * scope or the campaign, on every route.
 */
@QuarkusTest
class IdentityTest extends ServiceTest {
  private static final String PROBLEM = "application/problem+json";
  private static final String OTHER = "0b8e2f7a-9d41-4e6c-b3a5-c4d7e8f90a1b";
  private static final int TEN_KILOBYTES = 10_000;
  private static final String MANY = (UUID.randomUUID() + " ").repeat(TEN_KILOBYTES / 37).strip();

  private final UUID session = UUID.randomUUID();

  @BeforeEach
  void oneEvent() {
    post(event().with("session_id", session)).is(201);
  }

  private Answer read(Route route, String authorizer) {
    return route.read(campaign, session, authorizer);
  }

  private static Stream<Arguments> noTokens() {
    return Reader.onEveryRoute(
        null,
        "{}",
        "{\"jwt\":null}",
        "{\"iam\":{\"accessKey\":\"A\",\"accountId\":\"1\",\"callerId\":\"C\",\"userId\":\"U\","
            + "\"userArn\":\"arn:aws:iam::1:user/reader\",\"cognitoIdentity\":null}}",
        "{\"lambda\":{\"sub\":\"reader\",\"scope\":\"counts:read\",\"campaigns\":\"*\"}}");
  }

  @ParameterizedTest
  @MethodSource("noTokens")
  void withoutATokenTheCallerIsNobody(Route route, String authorizer) {
    Answer answer = read(route, authorizer);

    assertEquals(PROBLEM, answer.is(401).type());
    assertEquals(
        "{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401,"
            + "\"detail\":\"authentication is required\"}",
        answer.text());
  }

  /** A token for all campaigns with this scope as a claim, and these scopes as JSON. */
  private static String scoped(String scope, String scopes) {
    return Reader.jwt(Map.of("campaigns", "*", "scope", scope), scopes);
  }

  private static Stream<Arguments> tokensWithoutTheScope() {
    return Reader.onEveryRoute(
        "{\"jwt\":{}}",
        "{\"jwt\":{\"claims\":null,\"scopes\":null}}",
        Reader.jwt(Map.of("campaigns", "*"), "null"),
        scoped("", "[]"),
        scoped("counts:write openid", "[\"openid\"]"),
        scoped("counts:reader xcounts:read", "[null]"),
        scoped("counts read", "[\"counts\",\"read\"]"),
        scoped("COUNTS:READ", "[\"Counts:Read\"]"),
        scoped("counts:read/openid", "[\"\"]"),
        scoped("counts:*", "[\"*\"]"),
        Reader.jwt(Map.of("campaigns", "*", "aud", "counts:read"), "null"));
  }

  @ParameterizedTest
  @MethodSource("tokensWithoutTheScope")
  void withoutTheScopeNothingIsRead(Route route, String authorizer) {
    Answer answer = read(route, authorizer);
    assertEquals(PROBLEM, answer.is(403).type());
    assertEquals(
        "the token has no scope counts:read (in scope, scp or permissions)", answer.at("/detail"));
  }

  private static Stream<Arguments> tokensWithTheScope() {
    return Reader.onEveryRoute(
        scoped("counts:read", "null"),
        scoped("openid  counts:read\tprofile", "[]"),
        Reader.jwt(Map.of("campaigns", "*"), "[\"counts:read\"]"),
        scoped("openid", "[\"openid\",\"counts:read\"]"),
        scoped("[openid counts:read]", "null"),
        scoped("footfall/counts:read", "null"),
        Reader.jwt(Map.of("campaigns", "*", "scp", "counts:read"), "null"),
        Reader.jwt(Map.of("campaigns", "*", "scp", "[openid counts:read]"), "null"),
        Reader.jwt(Map.of("campaigns", "*", "permissions", "[counts:read]"), "null"),
        Reader.jwt(Map.of("campaigns", "*"), "[\"api://footfall/counts:read\"]"));
  }

  @ParameterizedTest
  @MethodSource("tokensWithTheScope")
  void theScopeCountsFromTheClaimAndFromTheScopes(Route route, String authorizer) {
    read(route, authorizer).is(200);
  }

  @ParameterizedTest
  @EnumSource(Route.class)
  void aTokenWithoutASubjectReadsAsWell(Route route) {
    read(route, "{\"jwt\":{\"claims\":{\"campaigns\":\"*\"},\"scopes\":[\"counts:read\"]}}")
        .is(200);
  }

  /** Reads with a claim in which ID is the campaign. */
  private Answer readAs(Route route, String claim) {
    String id = campaign.toString();
    String campaigns =
        claim
            .replace("HALF", id.substring(18))
            .replace("MANY", MANY)
            .replace("OTHER", OTHER)
            .replace("CAPITALS", id.toUpperCase(Locale.ROOT))
            .replace("ID", id);
    return read(route, Reader.mayRead(campaigns));
  }

  private static Stream<Arguments> claimsThatOpenIt() {
    String[] claims = {
      "*",
      "[*]",
      "ID",
      "  ID ",
      "[ID]",
      "nonsense ID",
      "CAPITALS",
      "OTHER ID",
      "ID\nOTHER",
      "[OTHER ID]",
      "ID,",
      "ID,OTHER",
      "OTHER, ID",
      "[ID,OTHER]",
      ",".repeat(TEN_KILOBYTES) + "ID",
      "[ID OTHER]",
      "MANY ID",
      "[MANY ID]",
    };
    return Reader.onEveryRoute(claims);
  }

  @ParameterizedTest
  @MethodSource("claimsThatOpenIt")
  void aClaimOpensTheCampaignsThatItLists(Route route, String claim) {
    Answer answer = readAs(route, claim);
    assertEquals(200, answer.status(), answer.text());
    assertTrue(answer.text().contains("\"campaign_id\":\"" + campaign + "\""), answer.text());
  }

  private static Stream<Arguments> claimsThatDoNotOpenIt() {
    String[] claims = {
      "",
      "   ",
      "[]",
      "[ ]",
      "OTHER",
      "[OTHER]",
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
      "\u0000"
    };
    String[] lengthy = {
      "x".repeat(TEN_KILOBYTES), "[".repeat(TEN_KILOBYTES), " ".repeat(TEN_KILOBYTES)
    };
    return Stream.concat(Reader.onEveryRoute(claims), Reader.onEveryRoute(lengthy));
  }

  @ParameterizedTest
  @MethodSource("claimsThatDoNotOpenIt")
  void anyOtherClaimOpensNothing(Route route, String claim) {
    assertClosed(route, readAs(route, claim));
  }

  @ParameterizedTest
  @EnumSource(Route.class)
  void aTokenWithoutTheClaimOpensNothing(Route route) {
    assertClosed(route, read(route, Reader.mayRead(null)));
  }

  /** The list of campaigns just lacks what is hidden; all else of a hidden campaign is refused. */
  private void assertClosed(Route route, Answer answer) {
    assertFalse(answer.text().contains(campaign.toString()), answer.text());
    assertEquals(route == Route.CAMPAIGNS ? 200 : 403, answer.status(), answer.text());
  }

  @Test
  void withoutTheClaimTheListOfCampaignsIsEmpty() {
    Answer answer = read(Route.CAMPAIGNS, Reader.mayRead(null));
    assertEquals("[]", answer.json().path("campaigns").toString());
  }
}
