package dev.footfall.lambda;

import static io.netty.handler.codec.http.HttpResponseStatus.INTERNAL_SERVER_ERROR;
import static io.netty.handler.codec.http.HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE;
import static io.netty.handler.codec.http.HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpResponseStatus;
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
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * API Gateway on a laptop: turns each HTTP request into the event of an HTTP API (payload format
 * 2.0, AWS guide "Create AWS Lambda proxy integrations for HTTP APIs") and the function's response
 * back into HTTP. It replaces Quarkus' mock, which corrupts compressed JSON and splits header
 * values at commas.
 */
final class LocalGateway {
  /** Limits on AWS: 10,240 bytes of request line and header values, and 6 MB for an event. */
  private static final int LARGEST_HEAD = 10_240;

  /** Names of headers do not count on AWS, but do in Vert.x. */
  private static final int LARGEST_PART_OF_A_HEAD = 4 * LARGEST_HEAD;

  private static final int LARGEST_EVENT = 6 * 1024 * 1024;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client;
  private final IntSupplier lambdaPort;

  private LocalGateway(HttpClient client, IntSupplier lambdaPort) {
    this.client = client;
    this.lambdaPort = lambdaPort;
  }

  /**
   * Listens on this host and port; port 0 picks a free one.
   *
   * @param lambdaPort the port that takes events at {@code /_lambda_}
   */
  static Future<HttpServer> listen(Vertx vertx, String host, int port, IntSupplier lambdaPort) {
    LocalGateway gateway = new LocalGateway(vertx.createHttpClient(), lambdaPort);
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(host)
            .setPort(port)
            .setHandle100ContinueAutomatically(true)
            .setMaxInitialLineLength(LARGEST_PART_OF_A_HEAD)
            .setMaxHeaderSize(LARGEST_PART_OF_A_HEAD);
    return vertx.createHttpServer(options).requestHandler(gateway::handle).listen();
  }

  private void handle(HttpServerRequest request) {
    request
        .body()
        .compose(body -> answer(request, body))
        .otherwise(failure -> refused(INTERNAL_SERVER_ERROR))
        .onSuccess(answer -> send(answer, request.response()));
  }

  private Future<JsonNode> answer(HttpServerRequest request, Buffer body) {
    if (headSize(request) > LARGEST_HEAD) {
      return Future.succeededFuture(refused(REQUEST_HEADER_FIELDS_TOO_LARGE));
    }
    // The body alone first: a huge one would block the event loop while it becomes an event.
    if (body.length() > LARGEST_EVENT) {
      return Future.succeededFuture(refused(REQUEST_ENTITY_TOO_LARGE));
    }
    Buffer event = Buffer.buffer(LocalEvent.of(request, body).toString());
    return event.length() > LARGEST_EVENT
        ? Future.succeededFuture(refused(REQUEST_ENTITY_TOO_LARGE))
        : invoke(event);
  }

  private static int headSize(HttpServerRequest request) {
    int size = (request.method() + " " + request.uri() + " HTTP/1.1").length();
    for (Map.Entry<String, String> header : request.headers()) {
      size += header.getValue().length();
    }
    return size;
  }

  private Future<JsonNode> invoke(Buffer event) {
    return client
        .request(HttpMethod.POST, lambdaPort.getAsInt(), "localhost", "/_lambda_")
        .compose(request -> request.putHeader("content-type", "application/json").send(event))
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

  /** The gateway's own answer, in the function's place. */
  private static JsonNode refused(HttpResponseStatus status) {
    ObjectNode answer = JSON.createObjectNode().put("statusCode", status.code());
    answer.putObject("headers").put("content-type", "application/json");
    return answer.put("body", "{\"message\":\"" + status.reasonPhrase() + "\"}");
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
