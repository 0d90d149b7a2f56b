package dev.footfall.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What may become of a request with events on its way to the function and back. */
interface Fault {
  /** How long anything may take before a test gives up. */
  int PATIENCE_SECONDS = 30;

  /** The function as the request would meet it. */
  interface Function {
    JsonNode invoke() throws IOException, InterruptedException;
  }

  void meet(HttpExchange exchange, Function function) throws IOException, InterruptedException;

  /** The function is not reached; the answer lets the page read it, as the service's own does. */
  static Fault status(int status) {
    return (exchange, function) -> {
      exchange.getResponseHeaders().set("access-control-allow-origin", "*");
      exchange.sendResponseHeaders(status, -1);
    };
  }

  /** A refusal that names the time to come back. */
  static Fault statusUntil(int status, int retryAfterSeconds) {
    return (exchange, function) -> {
      exchange.getResponseHeaders().set("retry-after", String.valueOf(retryAfterSeconds));
      exchange.getResponseHeaders().set("access-control-expose-headers", "Retry-After");
      status(status).meet(exchange, function);
    };
  }

  /** The events are stored, and the connection ends without a word. */
  static Fault lostAnswer() {
    return (exchange, function) -> function.invoke();
  }

  /** The connection ends before the function hears of it. */
  static Fault lostRequest() {
    return (exchange, function) -> {};
  }

  /** A request that is under way until the test lets it through. */
  final class Hold implements Fault {
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    @Override
    public void meet(HttpExchange exchange, Function function)
        throws IOException, InterruptedException {
      arrived.countDown();
      await(released);
      JsonNode answer = function.invoke();
      try {
        ApiGateway.answer(exchange, answer);
      } catch (IOException e) {
        // The page has left, and nobody listens.
      }
    }

    /** Waits until the request is here. */
    void arrival() throws InterruptedException {
      await(arrived);
    }

    void release() {
      released.countDown();
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
      if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("waited in vain");
      }
    }
  }
}
