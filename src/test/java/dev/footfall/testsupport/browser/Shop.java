package dev.footfall.testsupport.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.footfall.testsupport.Loopback;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A customer's single-page site on another origin than the service, with the snippet in it. */
public final class Shop implements AutoCloseable {
  /** Paths that its reverse proxy passes on to the service, under names that no blocker knows. */
  private static final Map<String, String> PROXIED =
      Map.of("/a/js", "/footfall.js", "/a/e", "/v1/events", "/a/p/", "/v1/p/");

  private final Map<String, String> pages = new ConcurrentHashMap<>();
  private final HttpServer server;
  private final String tracker;
  private final UUID campaign;

  /** Its pages load the tracker from this origin, for this campaign. */
  public Shop(String tracker, UUID campaign) throws IOException {
    this.tracker = tracker;
    this.campaign = campaign;
    server = Loopback.serve(0, "/", this::handle);
  }

  /** Another name for the loopback interface than the service's, so another site. */
  public String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Adds a page or a script. Like in the files, {@code https://HOST} and {@code UUID} stand in. */
  public void add(String file, String text) {
    pages.put(file, text);
  }

  /** A file of the shop, with the snippet filled in. */
  public String text(String file) throws IOException {
    try (InputStream in = Shop.class.getResourceAsStream("/shop/" + file)) {
      String text = pages.get(file);
      return (text == null ? new String(in.readAllBytes(), StandardCharsets.UTF_8) : text)
          .replace("https://HOST", tracker)
          .replace("UUID", campaign.toString());
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (forward(exchange)) {
        return;
      }
      if (path.startsWith("/strict")) {
        exchange.getResponseHeaders().set("Content-Security-Policy", strictPolicy());
      }
      String name = path.substring(path.lastIndexOf('/') + 1);
      String file = name.contains(".") ? name : "index.html";
      String type = file.endsWith(".js") ? "text/javascript" : "text/html;charset=UTF-8";
      exchange.getResponseHeaders().set("Content-Type", type);
      byte[] body = text(file).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** Whether the path is one of the proxy's, and the service has responded. */
  private static boolean forward(HttpExchange exchange) throws IOException {
    String url = exchange.getRequestURI().toString();
    Optional<String> path = PROXIED.keySet().stream().filter(url::startsWith).findFirst();
    if (path.isPresent()) {
      URI forwarded = URI.create(url.replace(path.get(), PROXIED.get(path.get())));
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      ApiGateway.respond(exchange, ApiGateway.invoke(exchange, forwarded, body));
    }
    return path.isPresent();
  }

  private String strictPolicy() {
    return "default-src 'none'; script-src 'self' %1$s; connect-src %1$s;".formatted(tracker)
        + " require-trusted-types-for 'script'";
  }
}
