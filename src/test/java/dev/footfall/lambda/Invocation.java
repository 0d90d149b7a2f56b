package dev.footfall.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.util.Map;

/** An event as API Gateway hands it to the function (payload format 2.0). */
record Invocation(String method, String path, String query, Map<String, String> headers) {
  private static final ObjectMapper JSON = new ObjectMapper();
  static final String SOURCE_IP = "203.0.113.77";

  static Invocation post(Map<String, String> headers) {
    return new Invocation("POST", "/v1/events", "", headers);
  }

  static Invocation get(String path, String query) {
    return new Invocation("GET", path, query, Map.of());
  }

  /** The function's answer to it. */
  Answer send(String body) {
    ObjectNode event = JSON.createObjectNode().put("version", "2.0").put("routeKey", "$default");
    event.put("rawPath", path).put("rawQueryString", query).put("body", body);
    ObjectNode sent = event.putObject("headers").put("content-type", "application/json");
    headers.forEach(sent::put);
    ObjectNode http = event.putObject("requestContext").putObject("http");
    http.put("method", method).put("path", path).put("sourceIp", SOURCE_IP);
    http.put("userAgent", headers.getOrDefault("user-agent", "none"));
    JsonPath answer =
        RestAssured.given()
            .contentType("application/json")
            .body(event.toString())
            .post("/_lambda_")
            .jsonPath();
    return new Answer(answer.getInt("statusCode"), answer.getString("body"));
  }

  Answer send() {
    return send(null);
  }

  record Answer(int status, String body) {}
}
