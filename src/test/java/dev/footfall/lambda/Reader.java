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
    COUNTS("/v1/counts?campaign_id={campaign_id}"),
    EXPORT("/v1/events?campaign_id={campaign_id}"),
    LAG("/v1/lag?campaign_id={campaign_id}"),
    CAMPAIGNS("/v1/campaigns?q={campaign_id}"), // others may fill the first page
    SESSION("/v1/sessions/{session_id}/events");

    private final String url;

    Route(String url) {
      this.url = url;
    }

    String path() {
      return url.replaceFirst("\\?.*", "");
    }

    Answer read(UUID campaign, UUID session, String authorizer) {
      String ofCampaign = url.replace("{campaign_id}", campaign.toString());
      return get(ofCampaign.replace("{session_id}", session.toString()), authorizer);
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
