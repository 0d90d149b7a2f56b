package dev.footfall.testsupport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A response of the service, from Lambda or over HTTP; headers by name in any case. */
public record Answer(int status, Map<String, String> headers, byte[] body, int cookies) {
  /** Reads the response that the function returned to Lambda. */
  public static Answer of(String response) {
    JsonNode answer = Json.read(response);
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    answer
        .path("headers")
        .properties()
        .forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
    int cookies = answer.path("cookies").size();
    return new Answer(answer.path("statusCode").asInt(), headers, body(answer), cookies);
  }

  /** The body of an event that Lambda gets, or of the response to it. */
  public static byte[] body(JsonNode message) {
    String body = message.path("body").asText("");
    return message.path("isBase64Encoded").asBoolean()
        ? Base64.getDecoder().decode(body)
        : body.getBytes(StandardCharsets.UTF_8);
  }

  /** Reads a response to plain HTTP; different values of a header are joined by commas. */
  public static Answer of(Response response) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    response
        .headers()
        .forEach(
            h ->
                headers.merge(
                    h.getName(),
                    h.getValue(),
                    (one, more) -> one.equals(more) ? one : one + "," + more));
    int cookies = response.headers().getValues("Set-Cookie").size();
    return new Answer(response.statusCode(), headers, response.asByteArray(), cookies);
  }

  public Answer is(int expected) {
    assertEquals(expected, status, this::text);
    return this;
  }

  /** Asserts the status and each event's result, in the order sent. */
  public Answer is(int expected, String... results) {
    is(expected);
    assertEquals(List.of(results), json().path("results").findValuesAsText("result"), this::text);
    return this;
  }

  /** Asserts headers: names, each followed by its value, or by null if there must be none. */
  public Answer has(String... headers) {
    for (int i = 0; i < headers.length; i += 2) {
      assertEquals(headers[i + 1], header(headers[i]), headers[i]);
    }
    return this;
  }

  /** Asserts JSON members: pointers, each followed by its value, or by null if there is none. */
  public Answer shows(Object... members) {
    JsonNode body = json();
    for (int i = 0; i < members.length; i += 2) {
      JsonNode member = body.at(members[i].toString());
      JsonNode actual = member.isMissingNode() ? NullNode.getInstance() : member;
      assertEquals(Json.of(members[i + 1]), actual, members[i].toString());
    }
    return this;
  }

  /** Asserts a problem as RFC 9457 describes it, which blames this field, or none if it is null. */
  public Answer isProblem(int expected, String field) {
    assertEquals("application/problem+json", is(expected).type());
    String detail = at("/detail");
    assertTrue(!detail.isEmpty() && detail.contains(field == null ? "" : field), this::text);
    return shows("/type", "about:blank", "/status", expected, "/field", field);
  }

  /** A header by its name in any case, or null. */
  public String header(String name) {
    return headers.get(name);
  }

  /** The content type without its parameters. */
  public String type() {
    return header("Content-Type").split(";")[0];
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  public JsonNode json() {
    return Json.read(text());
  }

  /** The text of a member of the JSON body, by JSON pointer; empty if there is none. */
  public String at(String pointer) {
    return json().at(pointer).asText();
  }
}
