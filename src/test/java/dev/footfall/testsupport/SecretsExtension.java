package dev.footfall.testsupport;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Stands in for AWS' Lambda extension for secrets: one secret, and one token that may read it. */
public final class SecretsExtension implements AutoCloseable {
  public static final String TOKEN = "session/token+of=the-function";
  public static final String SECRET =
      "arn:aws:secretsmanager:eu-central-1:123456789012:secret:rds!db-1f2e3d4c-AbCdEf";

  private final HttpServer server;
  private final String answer;

  private SecretsExtension(HttpServer server, String answer) {
    this.server = server;
    this.answer = answer;
  }

  /**
   * @param secret what the secret holds, as text inside a JSON string
   */
  public static SecretsExtension holding(String secret) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String text = secret.replace("\\", "\\\\").replace("\"", "\\\"");
    SecretsExtension extension =
        new SecretsExtension(
            server,
            "{\"ARN\":\"%s\",\"SecretString\":\"%s\",\"VersionStages\":[\"AWSCURRENT\"]}"
                .formatted(SECRET, text));
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
    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(mayRead ? 200 : 400, mayRead ? body.length : -1);
    if (mayRead) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
