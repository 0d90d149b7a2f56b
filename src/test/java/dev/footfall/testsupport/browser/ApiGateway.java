package dev.footfall.testsupport.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * API Gateway between a browser and the function: turns each request into an event of payload
 * format 2.0, and the function's response back. It can be down, and can inject faults into requests
 * with events.
 */
public final class ApiGateway implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final int port;
  private HttpServer server;

  private ApiGateway() throws IOException {
    server = serve(0, this::handle);
    port = server.getAddress().getPort();
  }

  /** A request that a browser made, and when. */
  public record Request(String method, String path, String body, long nanoTime) {

    /** The ids of its events, in order. */
    public List<String> ids() {
      return body.lines().map(line -> read(line).path("id").asText()).toList();
    }

    boolean hasEvents() {
      return method.equals("POST") && path.equals("/v1/events");
    }
  }

  public static ApiGateway open() throws IOException {
    return new ApiGateway();
  }

  /** Starts a server on the loopback interface; 0 is any free port. */
  static HttpServer serve(int port, HttpHandler handler) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "test-server");
              thread.setDaemon(true);
              return thread;
            }));
    server.createContext("/", handler);
    server.start();
    return server;
  }

  public String origin() {
    return "http://localhost:" + port;
  }

  /** Injects these faults into the next requests with events, one into each. */
  public void inject(Fault... next) {
    faults.addAll(List.of(next));
  }

  /** All requests so far, in order. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  public List<Request> requestsWithEvents() {
    return requests.stream().filter(Request::hasEvents).toList();
  }

  /** Closes every connection and refuses new ones. */
  public void down() {
    server.stop(0);
  }

  public void up() throws IOException {
    server = serve(port, this::handle);
  }

  @Override
  public void close() {
    down();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Request request = new Request(exchange.getRequestMethod(), path, body, System.nanoTime());
      requests.add(request);
      Fault fault = request.hasEvents() ? faults.poll() : null;
      if (fault == null) {
        respond(exchange, invoke(exchange, body));
      } else {
        fault.inject(exchange, () -> invoke(exchange, body));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static JsonNode invoke(HttpExchange exchange, String body) {
    return read(
        RestAssured.given()
            .contentType("application/json")
            .body(event(exchange, body).toString())
            .post("/_lambda_")
            .asString());
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

  /** Writes the function's response as API Gateway does. */
  static void respond(HttpExchange exchange, JsonNode response) throws IOException {
    response
        .path("headers")
        .properties()
        .forEach(
            header ->
                exchange
                    .getResponseHeaders()
                    .set(header.getKey().toLowerCase(Locale.ROOT), header.getValue().asText()));
    exchange.getResponseHeaders().remove("content-length");
    String text = response.path("body").asText("");
    byte[] body =
        response.path("isBase64Encoded").asBoolean()
            ? Base64.getDecoder().decode(text)
            : text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(
        response.path("statusCode").asInt(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
