package dev.footfall.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * What stands between a browser and the function: turns a request into an API Gateway event
 * (payload format 2.0, names of headers in lower case) and the function's answer back. It may be
 * down, and may meet the next requests that carry events with faults.
 */
final class ApiGateway implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final int port;
  private HttpServer server;

  private ApiGateway() throws IOException {
    up(0);
    port = server.getAddress().getPort();
  }

  /** A request that a browser made, and when. */
  record Request(String method, String path, String body, long nanoTime) {
    /** Of its events, in order. */
    List<String> ids() {
      return body.lines().map(line -> read(line).path("id").asText()).toList();
    }

    boolean carriesEvents() {
      return method.equals("POST") && path.equals("/v1/events");
    }
  }

  static ApiGateway open() {
    try {
      return new ApiGateway();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String origin() {
    return "http://localhost:" + port;
  }

  /** Each of the next requests with events meets one of these, in this order. */
  void meetWith(Fault... next) {
    faults.addAll(List.of(next));
  }

  /** All that came, in this order. */
  List<Request> requests() {
    return List.copyOf(requests);
  }

  List<Request> requestsWithEvents() {
    return requests.stream().filter(Request::carriesEvents).toList();
  }

  /** Every connection ends, and new ones are refused. */
  void down() {
    server.stop(0);
  }

  void up() {
    try {
      up(port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    down();
  }

  private void up(int onPort) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort), 0);
    server.setExecutor(Executors.newCachedThreadPool(ApiGateway::daemon));
    server.createContext("/", this::handle);
    server.start();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "api-gateway");
    thread.setDaemon(true);
    return thread;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      URI uri = exchange.getRequestURI();
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Request request =
          new Request(exchange.getRequestMethod(), uri.getPath(), body, System.nanoTime());
      requests.add(request);
      Fault fault = request.carriesEvents() ? faults.poll() : null;
      if (fault == null) {
        answer(exchange, invoke(exchange, body));
      } else {
        fault.meet(exchange, () -> invoke(exchange, body));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private JsonNode invoke(HttpExchange exchange, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/_lambda_"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(event(exchange, body).toString()))
            .build();
    return read(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(json, e);
    }
  }

  private static ObjectNode event(HttpExchange exchange, String body) {
    URI uri = exchange.getRequestURI();
    ObjectNode event = JSON.createObjectNode().put("version", "2.0").put("routeKey", "$default");
    event.put("rawPath", uri.getPath());
    event.put("rawQueryString", uri.getRawQuery() == null ? "" : uri.getRawQuery());
    ObjectNode headers = event.putObject("headers");
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    ObjectNode http = event.putObject("requestContext").putObject("http");
    http.put("method", exchange.getRequestMethod()).put("path", uri.getPath());
    http.put("sourceIp", "127.0.0.1").put("userAgent", "a browser");
    if (!body.isEmpty()) {
      event.put("body", body).put("isBase64Encoded", false);
    }
    return event;
  }

  /** Writes the function's answer as API Gateway does. */
  static void answer(HttpExchange exchange, JsonNode answer) throws IOException {
    answer
        .path("headers")
        .properties()
        .forEach(
            header ->
                exchange
                    .getResponseHeaders()
                    .set(header.getKey().toLowerCase(Locale.ROOT), header.getValue().asText()));
    exchange.getResponseHeaders().remove("content-length");
    byte[] body = body(answer);
    exchange.sendResponseHeaders(
        answer.path("statusCode").asInt(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static byte[] body(JsonNode answer) {
    String body = answer.path("body").asText("");
    return answer.path("isBase64Encoded").asBoolean()
        ? Base64.getDecoder().decode(body)
        : body.getBytes(StandardCharsets.UTF_8);
  }
}
