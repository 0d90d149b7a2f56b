package dev.footfall.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import java.util.zip.GZIPOutputStream;

/**
 * Sends requests as API Gateway hands them over (payload format 2.0), so that a test decides every
 * byte of body and query.
 */
final class Gateway {
  static final String JSON = "application/json";
  static final String NDJSON = "application/x-ndjson";
  static final String TEXT = "text/plain;charset=UTF-8";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Gateway() {}

  static Answer post(String type, Object body) {
    return post(type, body.toString().getBytes(StandardCharsets.UTF_8), Map.of());
  }

  static Answer post(String type, byte[] body, Map<String, String> headers) {
    Map<String, String> all = new TreeMap<>(headers);
    all.put("content-type", type);
    return send("POST", "/v1/events", "", all, body);
  }

  static Answer postGzip(String type, byte[] gzip) {
    return post(type, gzip, Map.of("content-encoding", "gzip"));
  }

  static Answer pixel(String query) {
    return send("GET", "/v1/pixel.gif", query, Map.of(), null);
  }

  static Answer send(
      String method, String path, String query, Map<String, String> headers, byte[] body) {
    ObjectNode event = MAPPER.createObjectNode().put("version", "2.0").put("routeKey", "$default");
    event.put("rawPath", path).put("rawQueryString", query);
    ObjectNode sent = event.putObject("headers");
    headers.forEach(sent::put);
    event.putObject("requestContext").putObject("http").put("method", method).put("path", path);
    if (body != null) {
      event.put("isBase64Encoded", true).put("body", Base64.getEncoder().encodeToString(body));
    }
    return answer(
        RestAssured.given().contentType(JSON).body(event.toString()).post("/_lambda_").asString());
  }

  static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static Answer answer(String response) {
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
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(json, e);
    }
  }

  /** What the collector answered. */
  record Answer(int status, Map<String, String> headers, byte[] body, int cookies) {

    Answer is(int expected) {
      assertEquals(expected, status, this::text);
      return this;
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    JsonNode json() {
      return read(text());
    }

    JsonNode result(int position) {
      return json().path("results").path(position);
    }

    /** The outcomes in order. */
    List<String> outcomes() {
      return StreamSupport.stream(json().path("results").spliterator(), false)
          .map(result -> result.path("result").asText())
          .toList();
    }
  }
}
