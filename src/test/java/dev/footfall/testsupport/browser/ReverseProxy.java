package dev.footfall.testsupport.browser;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;

/** Passes some paths of a site on to the service, under names that no blocker knows. */
final class ReverseProxy {
  private static final Map<String, String> PATHS =
      Map.of("/a/js", "/footfall.js", "/a/e", "/v1/events", "/a/p/", "/v1/p/");

  private final HttpClient client = HttpClient.newHttpClient();
  private final String service;

  ReverseProxy(String service) {
    this.service = service;
  }

  /** Returns whether the path is one of those, and the request has been answered. */
  boolean forward(HttpExchange exchange) throws IOException {
    String asked = exchange.getRequestURI().toString();
    Optional<String> path = PATHS.keySet().stream().filter(asked::startsWith).findFirst();
    if (path.isEmpty()) {
      return false;
    }
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(service + asked.replace(path.get(), PATHS.get(path.get()))))
            .method(
                exchange.getRequestMethod(),
                BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()))
            .header("User-Agent", exchange.getRequestHeaders().getFirst("User-Agent"))
            .build();
    try {
      HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
      answer
          .headers()
          .firstValue("Content-Type")
          .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return true;
  }
}
