package dev.footfall.queue;

import dev.footfall.aws.Credentials;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Sends signed requests to SQS, over the HTTP client that is there already. Nothing of it exists
 * before the first request, so that a start costs the same in every mode.
 */
final class SqsClient {
  /** Far shorter than SQS keeps a connection. */
  private static final int KEEP_SECONDS = 5;

  private final Duration timeout;
  private final Vertx vertx;
  private final Supplier<Credentials> credentials;
  private Optional<HttpClient> http = Optional.empty();

  SqsClient(Duration timeout, Vertx vertx, Supplier<Credentials> credentials) {
    this.timeout = timeout;
    this.vertx = vertx;
    this.credentials = credentials;
  }

  /**
   * What SQS answers; fails with {@link QueueAway} if that is a refusal, or nothing in time.
   *
   * @param body JSON
   */
  Uni<Buffer> call(URI queue, String action, String body) {
    return Uni.createFrom()
        .deferred(() -> UniHelper.toUni(post(queue, action, body)))
        // A function that thaws has dead connections.
        .onFailure(failure -> !(failure instanceof QueueAway))
        .retry()
        .atMost(1)
        .ifNoItem()
        .after(timeout)
        .fail()
        .onFailure(failure -> !(failure instanceof QueueAway))
        .transform(QueueAway::new);
  }

  private Future<Buffer> post(URI queue, String action, String body) {
    RequestOptions request =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setTimeout(timeout.toMillis())
            .setAbsoluteURI(queue.resolve("/").toString());
    SqsRequest.headers(credentials.get(), queue, action, body, Clock.systemUTC())
        .forEach(request::putHeader);
    return http()
        .request(request)
        .compose(ready -> ready.send(Buffer.buffer(body)))
        .compose(SqsClient::taken);
  }

  private static Future<Buffer> taken(HttpClientResponse response) {
    return response
        .body()
        .compose(
            body ->
                response.statusCode() == 200
                    ? Future.succeededFuture(body)
                    : Future.failedFuture(new QueueAway(response.statusCode() + " " + body)));
  }

  private synchronized HttpClient http() {
    HttpClient open =
        http.orElseGet(
            () ->
                vertx.createHttpClient(new HttpClientOptions().setKeepAliveTimeout(KEEP_SECONDS)));
    http = Optional.of(open);
    return open;
  }
}
