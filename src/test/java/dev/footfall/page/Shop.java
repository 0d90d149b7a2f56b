package dev.footfall.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.Executors;

/**
 * A customer's site, on another origin than the service: its pages carry the snippet. Any path that
 * is no file is the shop's own page, as a server of a page app has it.
 */
final class Shop implements AutoCloseable {
  private final HttpServer server;
  private final String tracker;
  private final UUID campaign;

  private Shop(String tracker, UUID campaign) throws IOException {
    this.tracker = tracker;
    this.campaign = campaign;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(work, "shop");
              thread.setDaemon(true);
              return thread;
            }));
    server.createContext("/", this::handle);
    server.start();
  }

  /** Its pages load the tracker from this origin, for this campaign. */
  static Shop open(String tracker, UUID campaign) {
    try {
      return new Shop(tracker, campaign);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** A file of the shop, with the snippet filled in. */
  String text(String file) throws IOException {
    try (InputStream in = Shop.class.getResourceAsStream("/shop/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
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

  private String strictPolicy() {
    return "default-src 'none'; script-src 'self' %1$s; connect-src %1$s; require-trusted-types-for"
            .formatted(tracker)
        + " 'script'";
  }
}
