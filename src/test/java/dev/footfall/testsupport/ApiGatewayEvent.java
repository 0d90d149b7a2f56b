package dev.footfall.testsupport;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;

/** A request as API Gateway's HTTP API hands it to the function (payload format 2.0). */
public final class ApiGatewayEvent {
  private final ObjectNode event =
      JsonNodeFactory.instance.objectNode().put("version", "2.0").put("routeKey", "$default");
  private final ObjectNode headers = event.putObject("headers");
  private final ObjectNode context = event.putObject("requestContext");
  private final ObjectNode http = context.putObject("http");

  private ApiGatewayEvent(String method, String path, String query) {
    event.put("rawPath", path).put("rawQueryString", query);
    http.put("method", method).put("path", path);
  }

  /** The query follows the first question mark and is sent as it is, byte for byte. */
  public static ApiGatewayEvent of(String method, String pathAndQuery) {
    String[] parts = pathAndQuery.split("\\?", 2);
    return new ApiGatewayEvent(method, parts[0], parts.length == 2 ? parts[1] : "");
  }

  /** A POST of events of this content type. */
  public static ApiGatewayEvent post(String type) {
    return of("POST", "/v1/events").header("content-type", type);
  }

  /** The name in lower case, as API Gateway writes it. */
  public ApiGatewayEvent header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /** A body that API Gateway hands over as text. */
  public ApiGatewayEvent body(String text) {
    event.put("body", text).put("isBase64Encoded", false);
    return this;
  }

  /** A body that API Gateway hands over in base64, so that every byte arrives as it is. */
  public ApiGatewayEvent body(byte[] bytes) {
    event.put("body", Base64.getEncoder().encodeToString(bytes)).put("isBase64Encoded", true);
    return this;
  }

  /** The client's address and user agent, as API Gateway saw them. */
  public ApiGatewayEvent client(String address, String userAgent) {
    http.put("sourceIp", address).put("userAgent", userAgent);
    return this;
  }

  /** Adds the token of a caller who may read these campaigns. */
  public ApiGatewayEvent mayRead(String campaigns) {
    return authorizer(
        """
        {"jwt":{"claims":{"sub":"analyst","scope":"counts:read","campaigns":"%s"}}}"""
            .formatted(campaigns));
  }

  /** Sets the authorizer's result as JSON, or none; together with the API's id, it alone counts. */
  public ApiGatewayEvent authorizer(String json) {
    context.put("apiId", "a1b2c3d4e5");
    if (json != null) {
      context.set("authorizer", Json.read(json));
    }
    return this;
  }

  /** Sends it to the application under test, past its HTTP server. */
  public Answer send() {
    return Answer.of(response());
  }

  /** Sends it; the response as the function returns it to Lambda. */
  public String response() {
    return given().contentType("application/json").body(toString()).post("/_lambda_").asString();
  }

  @Override
  public String toString() {
    return event.toString();
  }
}
