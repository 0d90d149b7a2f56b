package dev.footfall.testsupport;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/** A stand-in for AWS' Lambda extension for secrets: one secret, and one token that may read it. */
public final class SecretsExtension implements AutoCloseable {
  public static final String TOKEN = "session/token+of=the-function";
  public static final String SECRET =
      "arn:aws:secretsmanager:eu-central-1:123456789012:secret:rds!db-1f2e3d4c-AbCdEf";

  private final HttpServer server;
  private final byte[] answer;

  private SecretsExtension(HttpServer server, String secret) {
    this.server = server;
    this.answer =
        Json.bytes(
            Map.of("ARN", SECRET, "SecretString", secret, "VersionStages", List.of("AWSCURRENT")));
  }

  /**
   * @param secret the text that the secret holds
   */
  public static SecretsExtension holding(String secret) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    SecretsExtension extension = new SecretsExtension(server, secret);
    server.createContext("/secretsmanager/get", extension::handle);
    server.start();
    return extension;
  }

  /** What Lambda's environment holds for a function that has the extension. */
  public Map<String, String> environment() {
    return Map.of(
        "PARAMETERS_SECRETS_EXTENSION_HTTP_PORT",
        "" + server.getAddress().getPort(),
        "AWS_SESSION_TOKEN",
        TOKEN);
  }

  private void handle(HttpExchange exchange) throws IOException {
    boolean mayRead =
        TOKEN.equals(exchange.getRequestHeaders().getFirst("X-Aws-Parameters-Secrets-Token"))
            && ("secretId=" + SECRET).equals(exchange.getRequestURI().getQuery());
    exchange.sendResponseHeaders(mayRead ? 200 : 400, mayRead ? answer.length : -1);
    if (mayRead) {
      exchange.getResponseBody().write(answer);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
