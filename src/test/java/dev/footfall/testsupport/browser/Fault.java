package dev.footfall.testsupport.browser;

import com.sun.net.httpserver.HttpExchange;
import dev.footfall.testsupport.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Something that goes wrong with a request on its way to the function or back. */
public interface Fault {
  int TIMEOUT_SECONDS = 30;

  /** Injects it into a request, with which the function can be invoked. */
  void inject(HttpExchange exchange, Supplier<Answer> function)
      throws IOException, InterruptedException;

  /** An error response instead of the function's; like the service's own, the page can read it. */
  static Fault status(int status) {
    return (exchange, function) -> {
      exchange.getResponseHeaders().set("access-control-allow-origin", "*");
      exchange.sendResponseHeaders(status, -1);
    };
  }

  static Fault retryAfter(int status, int retryAfterSeconds) {
    return (exchange, function) -> {
      exchange.getResponseHeaders().set("retry-after", String.valueOf(retryAfterSeconds));
      exchange.getResponseHeaders().set("access-control-expose-headers", "Retry-After");
      status(status).inject(exchange, function);
    };
  }

  /** A page that somebody else on the way answers: a captive portal, a firewall. */
  static Fault html(int status) {
    return (exchange, function) -> {
      byte[] page = "\n<!doctype html><title>Sign in</title>".getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("access-control-allow-origin", "*");
      exchange.getResponseHeaders().set("content-type", "text/html");
      exchange.sendResponseHeaders(status, page.length);
      exchange.getResponseBody().write(page);
    };
  }

  /** The events are stored, but the connection closes without a response. */
  static Fault lostResponse() {
    return (exchange, function) -> function.get();
  }

  /** The connection closes before the function gets the request. */
  static Fault lostRequest() {
    return (exchange, function) -> {};
  }

  /** Holds a request back until the test releases it. */
  final class Hold implements Fault {
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    @Override
    public void inject(HttpExchange exchange, Supplier<Answer> function)
        throws IOException, InterruptedException {
      arrived.countDown();
      await(released);
      Answer response = function.get();
      try {
        ApiGateway.respond(exchange, response);
      } catch (IOException e) {
        // The page is closed.
      }
    }

    public void arrival() throws InterruptedException {
      await(arrived);
    }

    public void release() {
      released.countDown();
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
      if (!latch.await(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("timed out");
      }
    }
  }
}
