package dev.footfall.testsupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/** A queue server in this process that speaks SQS' protocol, with a queue and its dead letters. */
public final class QueueServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final int port = Loopback.freePort();
  private final int visibilitySeconds;
  private SQSRestServer server;

  /** Messages that were received come again after so many seconds. */
  public QueueServer(int visibilitySeconds) throws Exception {
    this.visibilitySeconds = visibilitySeconds;
    start();
  }

  private void start() throws Exception {
    server = SQSRestServerBuilder.withInterface("127.0.0.1").withPort(port).start();
    server.waitUntilStarted();
    create("events");
    create("dead-letters");
  }

  /** Ends every connection; afterwards the queues are empty. */
  public void restart() throws Exception {
    close();
    start();
  }

  private void create(String name) throws Exception {
    call(
        "CreateQueue",
        Map.of(
            "QueueName", name, "Attributes", Map.of("VisibilityTimeout", "" + visibilitySeconds)));
  }

  public URI queue() {
    return URI.create("http://127.0.0.1:" + port + "/000000000000/events");
  }

  public URI deadLetters() {
    return URI.create("http://127.0.0.1:" + port + "/000000000000/dead-letters");
  }

  /** The environment of a function in this role. */
  public Map<String, String> environment(String mode, String role) {
    Map<String, String> environment = new TreeMap<>(environment(mode));
    environment.put("FOOTFALL_FUNCTION_ROLE", role);
    return environment;
  }

  /** What a function's environment says of the queue. */
  public Map<String, String> environment(String mode) {
    return Map.of(
        "FOOTFALL_QUEUE_MODE", mode,
        "FOOTFALL_QUEUE_URL", queue().toString(),
        "FOOTFALL_QUEUE_DEAD_LETTER_URL", deadLetters().toString(),
        "AWS_REGION", "eu-central-1",
        "AWS_ACCESS_KEY_ID", "key",
        "AWS_SECRET_ACCESS_KEY", "secret",
        "AWS_SESSION_TOKEN", "token");
  }

  /**
   * Up to ten messages, as SQS lists them; they stay hidden until they are deleted or due again.
   */
  public JsonNode receive(URI queue) throws Exception {
    Map<String, Object> all =
        Map.of(
            "QueueUrl",
            queue.toString(),
            "MaxNumberOfMessages",
            10,
            "AttributeNames",
            new String[] {"All"},
            "MessageAttributeNames",
            new String[] {"All"});
    return call("ReceiveMessage", all).path("Messages");
  }

  public void send(String body) throws Exception {
    call("SendMessage", Map.of("QueueUrl", queue().toString(), "MessageBody", body));
  }

  public void delete(URI queue, String receipt) throws Exception {
    call("DeleteMessage", Map.of("QueueUrl", queue.toString(), "ReceiptHandle", receipt));
  }

  /** How many messages there are, hidden ones included. */
  public int size(URI queue) throws Exception {
    JsonNode attributes =
        call(
                "GetQueueAttributes",
                Map.of("QueueUrl", queue.toString(), "AttributeNames", new String[] {"All"}))
            .path("Attributes");
    return attributes.path("ApproximateNumberOfMessages").asInt()
        + attributes.path("ApproximateNumberOfMessagesNotVisible").asInt();
  }

  private JsonNode call(String action, Map<String, ?> body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", "AmazonSQS." + action)
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(action + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer.body().isEmpty() ? JSON.nullNode() : JSON.readTree(answer.body());
  }

  @Override
  public void close() {
    server.stopAndWait();
  }
}
