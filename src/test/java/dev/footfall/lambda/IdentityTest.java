package dev.footfall.lambda;

import static dev.footfall.testsupport.Gateway.post;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.lambda.Reader.Route;
import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.TestEvent;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is somebody, and who may read at all: 401 without a token, 403 without the scope. */
@QuarkusTest
class IdentityTest {
  private static final String PROBLEM = "application/problem+json";
  private final UUID campaign = UUID.randomUUID();
  private final UUID session = UUID.randomUUID();

  @BeforeEach
  void oneEvent() {
    post(TestEvent.of(campaign).with("session_id", session)).is(201);
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
    Answer answer = route.read(campaign, session, authorizer);

    assertEquals(PROBLEM, answer.is(401).type());
    assertEquals(
        "{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401,"
            + "\"detail\":\"authentication is required\"}",
        answer.text());
  }

  private static Stream<Arguments> tokensWithoutTheScope() {
    return Reader.onEveryRoute(
        "{\"jwt\":{}}",
        "{\"jwt\":{\"claims\":null,\"scopes\":null}}",
        Reader.jwt(Map.of("campaigns", "*"), "null"),
        Reader.jwt(Map.of("campaigns", "*", "scope", ""), "[]"),
        Reader.jwt(Map.of("campaigns", "*", "scope", "counts:write openid"), "[\"openid\"]"),
        Reader.jwt(Map.of("campaigns", "*", "scope", "counts:reader xcounts:read"), "[null]"),
        Reader.jwt(Map.of("campaigns", "*", "scope", "counts read"), "[\"counts\",\"read\"]"),
        Reader.jwt(Map.of("campaigns", "*", "scope", "COUNTS:READ"), "[\"Counts:Read\"]"),
        Reader.jwt(Map.of("campaigns", "*", "scope", "counts:read,openid"), "[\"\"]"),
        Reader.jwt(Map.of("campaigns", "*", "scope", "counts:*"), "[\"*\"]"),
        Reader.jwt(Map.of("campaigns", "*", "aud", "counts:read"), "null"));
  }

  @ParameterizedTest
  @MethodSource("tokensWithoutTheScope")
  void withoutTheScopeNothingIsRead(Route route, String authorizer) {
    Answer answer = route.read(campaign, session, authorizer);

    assertEquals(PROBLEM, answer.is(403).type());
    assertEquals("the scope counts:read is required", answer.at("/detail"));
  }

  private static Stream<Arguments> tokensWithTheScope() {
    return Reader.onEveryRoute(
        Reader.jwt(Map.of("campaigns", "*", "scope", "counts:read"), "null"),
        Reader.jwt(Map.of("campaigns", "*", "scope", "openid  counts:read\tprofile"), "[]"),
        Reader.jwt(Map.of("campaigns", "*"), "[\"counts:read\"]"),
        Reader.jwt(Map.of("campaigns", "*", "scope", "openid"), "[\"openid\",\"counts:read\"]"));
  }

  @ParameterizedTest
  @MethodSource("tokensWithTheScope")
  void theScopeCountsFromTheClaimAndFromTheScopes(Route route, String authorizer) {
    route.read(campaign, session, authorizer).is(200);
  }

  @ParameterizedTest
  @EnumSource(Route.class)
  void aTokenWithoutASubjectReadsAsWell(Route route) {
    String unnamed = "{\"jwt\":{\"claims\":{\"campaigns\":\"*\"},\"scopes\":[\"counts:read\"]}}";

    route.read(campaign, session, unnamed).is(200);
  }
}
