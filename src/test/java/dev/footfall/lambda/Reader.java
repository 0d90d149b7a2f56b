package dev.footfall.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.restassured.RestAssured;
import java.util.Map;
import java.util.UUID;

/** Reads as API Gateway's event says who reads: {@code requestContext.authorizer}, or none. */
final class Reader {
  /** A token's claims and scopes, as API Gateway's JWT authorizer hands them over. */
  private static final String JWT = "{\"jwt\":{\"claims\":{\"sub\":\"reader\"%s},\"scopes\":%s}}";

  private Reader() {}

  /** Every route that reads one campaign's or one session's data, or lists the campaigns. */
  enum Route {
    COUNTS("/v1/counts", true),
    LAG("/v1/lag", true),
    CAMPAIGNS("/v1/campaigns", false),
    SESSION("/v1/sessions/%s/events", false);

    private final String path;
    private final boolean ofOneCampaign;

    Route(String path, boolean ofOneCampaign) {
      this.path = path;
      this.ofOneCampaign = ofOneCampaign;
    }

    /** With {@code %s} where the session stands. */
    String path() {
      return path;
    }

    Answer read(UUID campaign, UUID session, String authorizer) {
      String query = ofOneCampaign ? "campaign_id=" + campaign : "";
      return get(path.formatted(session), query, authorizer);
    }
  }

  /** What the function answered. */
  record Answer(int status, String type, String body) {

    JsonNode json() {
      return Golden.parsed(body);
    }
  }

  /**
   * Sends a GET.
   *
   * @param authorizer the block as JSON, or null for none
   */
  static Answer get(String path, String query, String authorizer) {
    ObjectNode event = (ObjectNode) new Golden("counts-without-authorizer").event();
    event.put("rawPath", path).put("rawQueryString", query).remove("queryStringParameters");
    ObjectNode context = (ObjectNode) event.path("requestContext");
    ((ObjectNode) context.path("http")).put("path", path);
    if (authorizer != null) {
      context.set("authorizer", Golden.parsed(authorizer));
    }
    String answer =
        RestAssured.given()
            .contentType("application/json")
            .body(event.toString())
            .post("/_lambda_")
            .asString();
    JsonNode read = Golden.parsed(answer);
    return new Answer(
        read.path("statusCode").asInt(),
        read.path("headers").path("Content-Type").asText(),
        read.path("body").asText());
  }

  /** A token with these claims beside its subject, and the scopes as a JSON array or null. */
  static String jwt(Map<String, String> claims, String scopes) {
    StringBuilder more = new StringBuilder();
    claims.forEach(
        (name, value) ->
            more.append(",\"").append(name).append("\":").append(TextNode.valueOf(value)));
    return JWT.formatted(more, scopes);
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
