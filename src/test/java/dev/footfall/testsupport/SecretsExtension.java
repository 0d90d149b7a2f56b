package dev.footfall.testsupport;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A stand-in for AWS' Lambda extension for secrets: one secret, and one token that may read it. */
public final class SecretsExtension implements AutoCloseable {
  public static final String TOKEN = "session/token+of=the-function";
  public static final String SECRET =
      "arn:aws:secretsmanager:eu-central-1:123456789012:secret:rds!db-1f2e3d4c-AbCdEf";

  private final HttpServer server;
  private final byte[] answer;

  /** One whose secret holds this text. */
  public SecretsExtension(String secret) throws IOException {
    answer =
        Json.bytes(
            Map.of("ARN", SECRET, "SecretString", secret, "VersionStages", List.of("AWSCURRENT")));
    server = Loopback.serve(0, "/secretsmanager/get", this::handle);
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
    Loopback.stop(server);
  }
}
