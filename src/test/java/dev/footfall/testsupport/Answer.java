package dev.footfall.testsupport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The function's response to an {@link ApiGatewayEvent}; headers by name in any case. */
public record Answer(int status, Map<String, String> headers, byte[] body, int cookies) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads the response that the function returned to Lambda. */
  public static Answer of(String response) {
    JsonNode answer = read(response);
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    answer
        .path("headers")
        .properties()
        .forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
    String body = answer.path("body").asText("");
    byte[] bytes =
        answer.path("isBase64Encoded").asBoolean()
            ? Base64.getDecoder().decode(body)
            : body.getBytes(StandardCharsets.UTF_8);
    return new Answer(
        answer.path("statusCode").asInt(), headers, bytes, answer.path("cookies").size());
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(json, e);
    }
  }

  /** Asserts the status. */
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

  /** A header by its name in any case, or null. */
  public String header(String name) {
    return headers.get(name);
  }

  /** The content type without its parameters. */
  public String type() {
    return header("Content-Type").split(";")[0];
  }

  /** The body as UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The body as JSON. */
  public JsonNode json() {
    return read(text());
  }

  /** The text of a member of the JSON body, by JSON pointer; empty if there is none. */
  public String at(String pointer) {
    return json().at(pointer).asText();
  }
}
