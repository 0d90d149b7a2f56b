package dev.footfall.testsupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Lambda's event source mapping: takes messages to a function, and deletes those that are done. */
public final class EventSource {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final QueueServer queue;

  public EventSource(QueueServer queue) {
    this.queue = queue;
  }

  /** Takes up to ten messages to the function; returns how many of them must come again. */
  public int deliver(FunctionProcess function) throws Exception {
    JsonNode messages = queue.receive(queue.queue());
    if (messages.isEmpty()) {
      return 0;
    }
    String answer = function.invoke(event(messages).toString()).get(60, TimeUnit.SECONDS);
    Set<String> again = new HashSet<>();
    JSON.readTree(answer)
        .required("batchItemFailures")
        .forEach(failure -> again.add(failure.path("itemIdentifier").asText()));
    for (JsonNode message : messages) {
      if (!again.contains(message.path("MessageId").asText())) {
        queue.delete(queue.queue(), message.path("ReceiptHandle").asText());
      }
    }
    return again.size();
  }

  /** An <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">SQS event</a>. */
  private static ObjectNode event(JsonNode messages) {
    ObjectNode event = JSON.createObjectNode();
    ArrayNode records = event.putArray("Records");
    for (JsonNode message : messages) {
      ObjectNode one = records.addObject();
      one.put("messageId", message.path("MessageId").asText());
      one.put("receiptHandle", message.path("ReceiptHandle").asText());
      one.put("body", message.path("Body").asText());
      one.set("attributes", message.path("Attributes"));
      one.putObject("messageAttributes");
      one.put("md5OfBody", message.path("MD5OfBody").asText());
      one.put("eventSource", "aws:sqs");
      one.put("eventSourceARN", "arn:aws:sqs:eu-central-1:000000000000:events");
      one.put("awsRegion", "eu-central-1");
    }
    return event;
  }
}
