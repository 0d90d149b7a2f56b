package dev.footfall.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.function.IntSupplier;

/**
 * API Gateway on a laptop: turns each HTTP request into the event of an HTTP API (payload format
 * 2.0, AWS guide "Create AWS Lambda proxy integrations for HTTP APIs") and the function's response
 * back into HTTP. It replaces Quarkus' mock, which corrupts compressed JSON and splits header
 * values at commas.
 */
final class LocalGateway {
  /** Limits on AWS: 10,240 bytes of request line and headers, and 6 MB for an event. */
  private static final int LARGEST_HEAD = 10_240;

  private static final int LARGEST_EVENT = 6 * 1024 * 1024;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client;
  private final IntSupplier lambdaPort;

  private LocalGateway(HttpClient client, IntSupplier lambdaPort) {
    this.client = client;
    this.lambdaPort = lambdaPort;
  }

  /**
   * Listens on this port of the loopback interface; 0 picks a free one.
   *
   * @param lambdaPort the port that takes events at {@code /_lambda_}
   */
  static Future<HttpServer> listen(Vertx vertx, int port, IntSupplier lambdaPort) {
    LocalGateway gateway = new LocalGateway(vertx.createHttpClient(), lambdaPort);
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost("localhost")
            .setPort(port)
            .setHandle100ContinueAutomatically(true)
            .setMaxInitialLineLength(LARGEST_HEAD)
            .setMaxHeaderSize(LARGEST_HEAD);
    return vertx.createHttpServer(options).requestHandler(gateway::handle).listen();
  }

  private void handle(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    request
        .body()
        .map(body -> LocalEvent.of(request, body).toString())
        .compose(
            event ->
                event.length() > LARGEST_EVENT
                    ? Future.succeededFuture(refused(413))
                    : invoke(event))
        .onSuccess(answer -> send(answer, response))
        .onFailure(failure -> send(refused(502), response));
  }

  private Future<JsonNode> invoke(String event) {
    return client
        .request(HttpMethod.POST, lambdaPort.getAsInt(), "localhost", "/_lambda_")
        .compose(
            request ->
                request.putHeader("content-type", "application/json").send(Buffer.buffer(event)))
        .compose(
            answer ->
                answer.statusCode() == 200
                    ? answer.body().map(LocalGateway::parsed)
                    : Future.failedFuture("the function failed"));
  }

  private static JsonNode parsed(Buffer answer) {
    try {
      return JSON.readTree(answer.getBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode refused(int status) {
    return JSON.createObjectNode().put("statusCode", status);
  }

  private static void send(JsonNode answer, HttpServerResponse response) {
    response.setStatusCode(answer.path("statusCode").asInt());
    answer
        .path("headers")
        .properties()
        .forEach(header -> response.putHeader(header.getKey(), header.getValue().asText()));
    answer.path("cookies").forEach(cookie -> response.headers().add("set-cookie", cookie.asText()));
    String body = answer.path("body").asText("");
    response.end(
        answer.path("isBase64Encoded").asBoolean()
            ? Buffer.buffer(Base64.getDecoder().decode(body))
            : Buffer.buffer(body));
  }
}
