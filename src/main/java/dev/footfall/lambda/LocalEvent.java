package dev.footfall.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** The event that API Gateway would send for an HTTP request, in payload format 2.0. */
final class LocalEvent {
  private static final ObjectMapper JSON = new ObjectMapper();

  private LocalEvent() {}

  static ObjectNode of(HttpServerRequest request, Buffer body) {
    // OPTIONS * has no path.
    String path = decoded(Objects.requireNonNullElse(request.path(), "/"));
    String query = request.query();
    ObjectNode event = JSON.createObjectNode();
    event.put("version", "2.0").put("routeKey", "$default").put("rawPath", path);
    event.put("rawQueryString", query == null ? "" : query);
    ArrayNode cookies = JSON.createArrayNode();
    request.headers().getAll("cookie").stream()
        .flatMap(line -> Stream.of(line.split("; *")))
        .forEach(cookies::add);
    if (!cookies.isEmpty()) {
      event.set("cookies", cookies);
    }
    ObjectNode headers = event.putObject("headers");
    for (String name : request.headers().names()) {
      headers.put(name.toLowerCase(Locale.ROOT), String.join(",", request.headers().getAll(name)));
    }
    headers.remove("cookie");
    ObjectNode http = event.putObject("requestContext").put("stage", "$default").putObject("http");
    http.put("method", request.method().name()).put("path", path);
    http.put("protocol", "HTTP/1.1").put("sourceIp", request.remoteAddress().hostAddress());
    http.put("userAgent", request.getHeader("user-agent"));
    if (body.length() > 0) {
      putBody(event, request, body);
    }
    return event;
  }

  /** API Gateway decodes the path. A sequence that is not valid stays as it was sent. */
  private static String decoded(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return path;
    }
  }

  private static void putBody(ObjectNode event, HttpServerRequest request, Buffer body) {
    String text = body.toString(StandardCharsets.UTF_8);
    boolean asText =
        isText(request) && Arrays.equals(text.getBytes(StandardCharsets.UTF_8), body.getBytes());
    event.put("isBase64Encoded", !asText);
    event.put("body", asText ? text : Base64.getEncoder().encodeToString(body.getBytes()));
  }

  private static boolean isText(HttpServerRequest request) {
    String type =
        Objects.requireNonNullElse(request.getHeader("content-type"), "").toLowerCase(Locale.ROOT);
    return !request.headers().contains("content-encoding")
        && (type.startsWith("text/") || type.startsWith("application/json"));
  }
}
