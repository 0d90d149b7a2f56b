package dev.footfall.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Sends messages to the queue. It signs requests itself and uses the HTTP client that is there
 * already; nothing of it exists before the first message, so that a start costs the same in every
 * mode.
 */
@ApplicationScoped
public class Queue {
  /** Far shorter than SQS keeps a connection. */
  private static final int KEEP_SECONDS = 5;

  private final QueueConfig config;
  private final Vertx vertx;
  private final ObjectMapper json;
  private Optional<HttpClient> client = Optional.empty();

  Queue(QueueConfig config, Vertx vertx, ObjectMapper json) {
    this.config = config;
    this.vertx = vertx;
    this.json = json;
  }

  /** Fails, naming the key, if the queue's URL is not set, or that of the dead letters. */
  public void requireUrls(boolean ofDeadLettersToo) {
    url();
    if (ofDeadLettersToo) {
      deadLetterUrl();
    }
  }

  /**
   * Done when SQS has all messages; fails with {@link QueueAway} if it may not have one. All are
   * sent at once, and share the time limit.
   */
  public Uni<Void> send(List<String> messages) {
    return Uni.join()
        .all(messages.stream().map(this::send).toList())
        .andFailFast()
        .replaceWithVoid();
  }

  private Uni<Void> send(String message) {
    return call(url(), "SendMessage", body(url()).put("MessageBody", message)).replaceWithVoid();
  }

  /** Done when the queue of dead letters has the message; fails as {@link #send}. */
  public Uni<Void> bury(String message, String reason) {
    ObjectNode body = body(deadLetterUrl()).put("MessageBody", message);
    body.putObject("MessageAttributes")
        .putObject("reason")
        .put("DataType", "String")
        .put("StringValue", reason);
    return call(deadLetterUrl(), "SendMessage", body).replaceWithVoid();
  }

  /** Done when a message that was received stays hidden for so many seconds more. */
  public Uni<Void> postpone(String receipt, int seconds) {
    ObjectNode body = body(url()).put("ReceiptHandle", receipt).put("VisibilityTimeout", seconds);
    return call(url(), "ChangeMessageVisibility", body).replaceWithVoid();
  }

  ObjectNode body(URI queue) {
    return json.createObjectNode().put("QueueUrl", queue.toString());
  }

  /** What SQS answers. */
  Uni<Buffer> call(URI queue, String action, JsonNode body) {
    return Uni.createFrom()
        .deferred(() -> UniHelper.toUni(post(queue, action, text(body))))
        // A function that thaws has dead connections.
        .onFailure(failure -> !(failure instanceof QueueAway))
        .retry()
        .atMost(1)
        .ifNoItem()
        .after(config.timeout())
        .fail()
        .onFailure(failure -> !(failure instanceof QueueAway))
        .transform(QueueAway::new);
  }

  Credentials credentials() {
    return Credentials.of(System.getenv());
  }

  private Future<Buffer> post(URI queue, String action, String body) {
    RequestOptions request =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setTimeout(config.timeout().toMillis())
            .setAbsoluteURI(queue.resolve("/").toString());
    SqsRequest.headers(credentials(), queue, action, body, Clock.systemUTC())
        .forEach(request::putHeader);
    return client()
        .request(request)
        .compose(ready -> ready.send(Buffer.buffer(body)))
        .compose(Queue::taken);
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

  private synchronized HttpClient client() {
    HttpClient open =
        client.orElseGet(
            () ->
                vertx.createHttpClient(new HttpClientOptions().setKeepAliveTimeout(KEEP_SECONDS)));
    client = Optional.of(open);
    return open;
  }

  private String text(JsonNode body) {
    try {
      return json.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is always JSON", e);
    }
  }

  private URI url() {
    return required(config.url(), "footfall.queue.url");
  }

  private URI deadLetterUrl() {
    return required(config.deadLetterUrl(), "footfall.queue.dead-letter-url");
  }

  private static URI required(Optional<URI> url, String key) {
    return url.orElseThrow(() -> new IllegalStateException(key + " is not set"));
  }
}
