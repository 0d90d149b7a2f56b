package dev.footfall.testsupport;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Lambda's runtime API: hands a function's process one event at a time and takes its answers. */
public final class RuntimeApi implements AutoCloseable {
  private static final String INVOCATION = "/2018-06-01/runtime/invocation/";

  private final HttpServer server;
  private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
  private final Map<String, Invocation> running = new ConcurrentHashMap<>();

  private final AtomicReference<CompletableFuture<String>> latest =
      new AtomicReference<>(CompletableFuture.completedFuture("none yet"));

  /** When the function asked for an event, as nanoTime tells it. */
  private final BlockingQueue<Long> requests = new LinkedBlockingQueue<>();

  public RuntimeApi() throws IOException {
    server = Loopback.serve(0, INVOCATION, this::handle);
  }

  /** What the variable {@code AWS_LAMBDA_RUNTIME_API} tells the function. */
  public String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /**
   * Sends an event; the future completes with the function's response. Fails while an earlier event
   * has no response yet: Lambda would start another instance of the function for this one.
   */
  public CompletableFuture<String> invoke(String event) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    CompletableFuture<String> before = latest.get();
    if (!before.isDone() || !latest.compareAndSet(before, answer)) {
      throw new IllegalStateException("Lambda sends a function one event at a time");
    }
    waiting.add(new Invocation(event, answer));
    return answer;
  }

  /** Waits until the function asks for its next event; returns that moment as a nanoTime. */
  long awaitRequest(Duration most) throws InterruptedException {
    Long requested = requests.poll(most.toMillis(), TimeUnit.MILLISECONDS);
    if (requested == null) {
      throw new IllegalStateException("the function asked for no event within " + most);
    }
    return requested;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().substring(INVOCATION.length()).split("/");
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (path[0].equals("next")) {
      next(exchange);
    } else {
      running.remove(path[0]).answer().complete(body);
      exchange.sendResponseHeaders(202, -1);
    }
    exchange.close();
  }

  private void next(HttpExchange exchange) throws IOException {
    requests.add(System.nanoTime());
    try {
      Invocation invocation = waiting.take();
      String id = UUID.randomUUID().toString();
      running.put(id, invocation);
      exchange.getResponseHeaders().add("Lambda-Runtime-Aws-Request-Id", id);
      byte[] event = invocation.event().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, event.length);
      exchange.getResponseBody().write(event);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    Loopback.stop(server);
  }

  private record Invocation(String event, CompletableFuture<String> answer) {}
}
