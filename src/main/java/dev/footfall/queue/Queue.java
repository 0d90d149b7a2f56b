package dev.footfall.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.aws.Credentials;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Sends messages to the queue, and to that of the dead letters. */
@ApplicationScoped
public class Queue {
  private final QueueConfig config;
  private final ObjectMapper json;
  private final SqsClient sqs;

  Queue(QueueConfig config, Vertx vertx, ObjectMapper json) {
    this.config = config;
    this.json = json;
    this.sqs = new SqsClient(config.timeout(), vertx, this::credentials);
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
    return sqs.call(queue, action, text(body));
  }

  Credentials credentials() {
    return Credentials.of(System.getenv());
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
