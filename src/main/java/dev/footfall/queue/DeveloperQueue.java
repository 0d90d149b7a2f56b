package dev.footfall.queue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.aws.Credentials;
import io.quarkus.arc.profile.IfBuildProfile;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The queue in {@code quarkus dev}, on a server in this process that speaks SQS' protocol. The bean
 * exists in no other build.
 */
@Alternative
@Priority(1)
@Singleton
@IfBuildProfile("dev")
public class DeveloperQueue extends Queue {
  private final ObjectMapper json;
  private final URI queue;
  private final URI deadLetters;
  private @Nullable SQSRestServer server;

  DeveloperQueue(QueueConfig config, Vertx vertx, ObjectMapper json) {
    super(config, vertx, json);
    this.json = json;
    this.queue = config.url().orElseThrow();
    this.deadLetters = config.deadLetterUrl().orElseThrow();
  }

  /** A message that was received, and the receipt by which it is deleted. */
  public record Message(String id, String receipt, String body) {}

  /** Starts the server, with empty queues. */
  public void open() {
    server = SQSRestServerBuilder.withInterface(queue.getHost()).withPort(queue.getPort()).start();
    server.waitUntilStarted();
    create(queue);
    create(deadLetters);
  }

  private void create(URI url) {
    String name = url.getPath().replaceFirst(".*/", "");
    call(url, "CreateQueue", body(url).put("QueueName", name)).await().indefinitely();
  }

  /** Up to ten messages; they come again after half a minute, unless they are deleted. */
  public Uni<List<Message>> receive() {
    return call(queue, "ReceiveMessage", body(queue).put("MaxNumberOfMessages", 10))
        .map(this::messages);
  }

  private List<Message> messages(Buffer answer) {
    List<Message> messages = new ArrayList<>();
    for (JsonNode one : parsed(answer).path("Messages")) {
      messages.add(
          new Message(
              one.path("MessageId").asText(),
              one.path("ReceiptHandle").asText(),
              one.path("Body").asText()));
    }
    return messages;
  }

  private JsonNode parsed(Buffer answer) {
    try {
      return json.readTree(answer.getBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Done when it will not come again. */
  public Uni<Void> delete(Message message) {
    return call(queue, "DeleteMessage", body(queue).put("ReceiptHandle", message.receipt()))
        .replaceWithVoid();
  }

  /** The server asks for a signature and does not check it. */
  @Override
  Credentials credentials() {
    return new Credentials("local", "developer", "developer", Optional.empty());
  }

  @PreDestroy
  void close() {
    if (server != null) {
      server.stopAndWait();
    }
  }
}
