package dev.footfall.lambda;

import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.ApiGatewayEvent;
import dev.footfall.testsupport.Json;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Reads with the identity in API Gateway's event: {@code requestContext.authorizer}, or none. */
final class Reader {
  /** A token's claims and scopes, as API Gateway's JWT authorizer hands them over. */
  private static final String JWT = "{\"jwt\":{\"claims\":%s,\"scopes\":%s}}";

  private Reader() {}

  /** Every route that reads one campaign's or one session's data, or lists the campaigns. */
  enum Route {
    COUNTS("/v1/counts", true),
    EXPORT("/v1/events", true),
    LAG("/v1/lag", true),
    CAMPAIGNS("/v1/campaigns", false),
    SESSION("/v1/sessions/{session_id}/events", false);

    private final String path;
    private final boolean ofOneCampaign;

    Route(String path, boolean ofOneCampaign) {
      this.path = path;
      this.ofOneCampaign = ofOneCampaign;
    }

    String path() {
      return path;
    }

    Answer read(UUID campaign, UUID session, String authorizer) {
      String query = ofOneCampaign ? "?campaign_id=" + campaign : "";
      if (this == CAMPAIGNS) {
        query = "?q=" + campaign; // others may fill the first page
      }
      return get(path.replace("{session_id}", session.toString()) + query, authorizer);
    }
  }

  /** Each route with each of these values. */
  static Stream<Arguments> onEveryRoute(String... values) {
    return Stream.of(Route.values())
        .flatMap(route -> Stream.of(values).map(value -> Arguments.of(route, value)));
  }

  /** Sends a GET with this authorizer's result as JSON, or with none if it is null. */
  static Answer get(String pathAndQuery, String authorizer) {
    return ApiGatewayEvent.of("GET", pathAndQuery).authorizer(authorizer).send();
  }

  /** A token with these claims beside its subject, and the scopes as a JSON array or null. */
  static String jwt(Map<String, String> claims, String scopes) {
    Map<String, String> all = new TreeMap<>(claims);
    all.put("sub", "reader");
    return JWT.formatted(Json.of(all), scopes);
  }

  /** A token that may read the campaigns of its claim; null for a token without the claim. */
  static String mayRead(String campaigns) {
    return jwt(
        campaigns == null
            ? Map.of("scope", "counts:read")
            : Map.of("scope", "counts:read", "campaigns", campaigns),
        "null");
  }
}
