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
  private final QueueConfig config;
  private final Vertx vertx;
  private final ObjectMapper json;
  private Optional<HttpClient> client = Optional.empty();

  Queue(QueueConfig config, Vertx vertx, ObjectMapper json) {
    this.config = config;
    this.vertx = vertx;
    this.json = json;
  }

  /** Done when SQS has all messages; fails with {@link QueueAway} if it may not have one. */
  public Uni<Void> send(List<String> messages) {
    URI queue = required(config.url(), "footfall.queue.url");
    return messages.stream()
        .map(message -> call(queue, "SendMessage", body(queue).put("MessageBody", message)))
        .map(Uni::replaceWithVoid)
        .reduce(Uni.createFrom().voidItem(), (all, one) -> all.chain(() -> one));
  }

  /** Done when the queue of dead letters has the message; fails as {@link #send}. */
  public Uni<Void> bury(String message, String reason) {
    URI queue = required(config.deadLetterUrl(), "footfall.queue.dead-letter-url");
    ObjectNode body = body(queue).put("MessageBody", message);
    body.putObject("MessageAttributes")
        .putObject("reason")
        .put("DataType", "String")
        .put("StringValue", reason);
    return call(queue, "SendMessage", body).replaceWithVoid();
  }

  /** Done when a message that was received stays hidden for so many seconds more. */
  public Uni<Void> postpone(String receipt, int seconds) {
    URI queue = required(config.url(), "footfall.queue.url");
    ObjectNode body = body(queue).put("ReceiptHandle", receipt).put("VisibilityTimeout", seconds);
    return call(queue, "ChangeMessageVisibility", body).replaceWithVoid();
  }

  ObjectNode body(URI queue) {
    return json.createObjectNode().put("QueueUrl", queue.toString());
  }

  /** What SQS answers. */
  Uni<Buffer> call(URI queue, String action, JsonNode body) {
    return Uni.createFrom()
        .deferred(() -> UniHelper.toUni(post(queue, action, text(body))))
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
                vertx.createHttpClient(
                    new HttpClientOptions()
                        .setConnectTimeout((int) config.timeout().toMillis())
                        // A function that thaws has dead connections.
                        .setKeepAliveTimeout(5)));
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

  private static URI required(Optional<URI> url, String key) {
    return url.orElseThrow(() -> new IllegalStateException(key + " is not set"));
  }
}
