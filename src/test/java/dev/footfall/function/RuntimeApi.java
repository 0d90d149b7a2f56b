package dev.footfall.function;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lambda's Runtime API (its documentation, "Using the Lambda runtime API") for one function on
 * loopback: hands it one event at a time and takes its answer.
 */
public final class RuntimeApi implements AutoCloseable {
  private static final String BASE = "/2018-06-01/runtime/";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final CountDownLatch ready = new CountDownLatch(1);
  private volatile CompletableFuture<String> answer = new CompletableFuture<>();

  private RuntimeApi(HttpServer server) {
    this.server = server;
  }

  /** On any free port. */
  public static RuntimeApi start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    RuntimeApi api = new RuntimeApi(server);
    server.createContext(BASE + "invocation/next", exchange -> api.next(exchange));
    server.createContext(BASE + "invocation/", exchange -> api.answered(exchange));
    server.createContext(BASE + "init/error", exchange -> api.failed(exchange));
    server.setExecutor(api.threads);
    server.start();
    return api;
  }

  /** What {@code AWS_LAMBDA_RUNTIME_API} holds. */
  public String address() {
    return server.getAddress().getHostString() + ":" + server.getAddress().getPort();
  }

  /** Waits until the function asks for its first event: its init is over. */
  public void awaitReady(Duration most) throws InterruptedException {
    if (!ready.await(most.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("the function was not ready within " + most);
    }
  }

  /** The function's answer to an event; a failed invocation's is what it says of its failure. */
  public String invoke(String event, Duration most)
      throws InterruptedException, ExecutionException, TimeoutException {
    answer = new CompletableFuture<>();
    events.add(event);
    return answer.get(most.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void next(HttpExchange exchange) throws IOException {
    ready.countDown();
    try {
      byte[] event = events.take().getBytes(StandardCharsets.UTF_8);
      exchange
          .getResponseHeaders()
          .set("Lambda-Runtime-Aws-Request-Id", UUID.randomUUID().toString());
      exchange
          .getResponseHeaders()
          .set("Lambda-Runtime-Deadline-Ms", "" + (System.currentTimeMillis() + 10_000));
      exchange.sendResponseHeaders(200, event.length);
      exchange.getResponseBody().write(event);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  private void answered(HttpExchange exchange) throws IOException {
    String body = body(exchange);
    exchange.sendResponseHeaders(202, -1);
    exchange.close();
    answer.complete(body);
  }

  private void failed(HttpExchange exchange) throws IOException {
    String body = body(exchange);
    exchange.sendResponseHeaders(202, -1);
    exchange.close();
    answer.completeExceptionally(new UncheckedIOException(new IOException("init failed: " + body)));
  }

  private static String body(HttpExchange exchange) throws IOException {
    return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }
}
