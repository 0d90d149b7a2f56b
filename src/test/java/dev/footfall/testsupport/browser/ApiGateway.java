package dev.footfall.testsupport.browser;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.footfall.testsupport.Answer;
import dev.footfall.testsupport.ApiGatewayEvent;
import dev.footfall.testsupport.Json;
import dev.footfall.testsupport.Loopback;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** API Gateway between browser and function; it can be down, or inject faults into requests. */
public final class ApiGateway implements AutoCloseable {
  private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final int port;
  private HttpServer server;

  public ApiGateway() throws IOException {
    server = Loopback.serve(0, "/", this::handle);
    port = server.getAddress().getPort();
  }

  /** A request that a browser made, and when. */
  public record Request(String method, String path, Headers headers, String body, long nanoTime) {

    /** The ids of its events, in order. */
    public List<String> ids() {
      return body.lines().map(line -> Json.read(line).path("id").asText()).toList();
    }

    boolean hasEvents() {
      return method.equals("POST") && path.equals("/v1/events");
    }
  }

  public String origin() {
    return "http://localhost:" + port;
  }

  /** Injects these faults into the next requests with events, one into each. */
  public void inject(Fault... next) {
    faults.addAll(List.of(next));
  }

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
    server = Loopback.serve(port, "/", this::handle);
  }

  @Override
  public void close() {
    down();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Request request =
          new Request(
              exchange.getRequestMethod(),
              path,
              exchange.getRequestHeaders(),
              body,
              System.nanoTime());
      requests.add(request);
      Fault fault = request.hasEvents() ? faults.poll() : null;
      if (fault == null) {
        respond(exchange, invoke(exchange, exchange.getRequestURI(), body));
      } else {
        fault.inject(exchange, () -> invoke(exchange, exchange.getRequestURI(), body));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Invokes the function with the request, but for this path and query. */
  static Answer invoke(HttpExchange exchange, URI uri, String body) {
    String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    ApiGatewayEvent event =
        ApiGatewayEvent.of(exchange.getRequestMethod(), uri.getPath() + "?" + query)
            .client("127.0.0.1", "a browser");
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) ->
                event.header(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    return (body.isEmpty() ? event : event.body(body)).send();
  }

  /** Writes the function's response as API Gateway does. */
  static void respond(HttpExchange exchange, Answer response) throws IOException {
    response
        .headers()
        .forEach(
            (name, value) ->
                exchange.getResponseHeaders().set(name.toLowerCase(Locale.ROOT), value));
    exchange.getResponseHeaders().remove("content-length");
    byte[] body = response.body();
    exchange.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
