package dev.footfall.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.access.TestIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * Sends what an event was made of as the client sent it, over a socket: no HTTP client would let an
 * odd method or query pass as it is.
 */
final class PlainHttp {
  /** What the gateway adds, or the socket's own request has. */
  private static final Set<String> NOT_THE_CLIENTS = Set.of("host", "content-length", "expect");

  /** Not the function's, or different from run to run. */
  private static final Set<String> OF_THE_CONNECTION = Set.of("connection", "content-length");

  private PlainHttp() {}

  /** The answer to one request. */
  record Answer(int status, Map<String, String> headers, byte[] body) {}

  static Answer send(int port, JsonNode event) throws IOException {
    try (Socket socket = new Socket("localhost", port)) {
      socket.getOutputStream().write(request(event));
      return answer(
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
    }
  }

  private static byte[] request(JsonNode event) throws IOException {
    JsonNode http = event.path("requestContext").path("http");
    String path = encoded(event.path("rawPath").asText());
    String query = event.path("rawQueryString").asText();
    StringBuilder head = new StringBuilder(http.path("method").asText()).append(' ').append(path);
    head.append(query.isEmpty() ? "" : "?" + query).append(" HTTP/1.1\r\n");
    headers(event).forEach((name, value) -> line(head, name, value));
    byte[] body = body(event);
    line(head, "content-length", String.valueOf(body.length));
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.write((head + "\r\n").getBytes(StandardCharsets.UTF_8));
    request.write(body);
    return request.toByteArray();
  }

  private static String encoded(String decodedPath) {
    try {
      return new URI(null, null, decodedPath, null).toASCIIString();
    } catch (java.net.URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Map<String, String> headers(JsonNode event) {
    Map<String, String> headers = new TreeMap<>();
    event
        .path("headers")
        .properties()
        .forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
    headers.keySet().removeIf(name -> NOT_THE_CLIENTS.contains(name) || name.startsWith("x-"));
    headers.put("host", "localhost");
    headers.put("connection", "close");
    headers.put(TestIdentity.HEADER, identity(event.path("requestContext").path("authorizer")));
    if (event.has("cookies")) {
      headers.put(
          "cookie",
          String.join(
              "; ",
              StreamSupport.stream(event.path("cookies").spliterator(), false)
                  .map(JsonNode::asText)
                  .toList()));
    }
    return headers;
  }

  private static String identity(JsonNode authorizer) {
    return authorizer.path("jwt").path("claims").path("campaigns").asText(TestIdentity.NOBODY);
  }

  private static byte[] body(JsonNode event) {
    String body = event.path("body").asText("");
    return event.path("isBase64Encoded").asBoolean()
        ? Base64.getDecoder().decode(body)
        : body.getBytes(StandardCharsets.UTF_8);
  }

  private static void line(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }

  private static Answer answer(String text) {
    int end = text.indexOf("\r\n\r\n");
    String[] head = text.substring(0, end).split("\r\n");
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 1; i < head.length; i++) {
      String[] header = head[i].split(": ", 2);
      headers.merge(header[0], header[1], (first, second) -> first + " and " + second);
    }
    headers.keySet().removeAll(OF_THE_CONNECTION);
    return new Answer(
        Integer.parseInt(head[0].split(" ")[1]),
        headers,
        text.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1));
  }
}
