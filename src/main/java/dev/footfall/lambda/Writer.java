package dev.footfall.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.footfall.event.QueueWriter;
import dev.footfall.queue.Queue;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.inject.Any;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * In the writer's role, stores the messages of an SQS event, and answers which of them must come
 * again. These are postponed, each time for longer, so that an outage does not use up their
 * receives. In other roles this class only delegates.
 */
@Decorator
@Priority(2)
class Writer implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private static final int FIRST_DELAY_SECONDS = 15;
  private static final int LONGEST_DELAY_SECONDS = 900;

  /** Requests to SQS; the HTTP client has as many connections to a host. */
  private static final int AT_ONCE = 5;

  private final RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> next;
  private final FunctionConfig config;
  private final QueueWriter writer;
  private final Queue queue;

  Writer(
      @Any @Delegate RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> next,
      FunctionConfig config,
      QueueWriter writer,
      Queue queue) {
    this.next = next;
    this.config = config;
    this.writer = writer;
    this.queue = queue;
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    if (config.role() != FunctionConfig.Role.WRITER) {
      return next.handleRequest(event, context);
    }
    if (Invocation.isHttp(event)) {
      return Invocation.notFound();
    }
    return write(records((Invocation) event));
  }

  private static List<JsonNode> records(Invocation event) {
    List<JsonNode> records = new ArrayList<>();
    event.others().getOrDefault("Records", MissingNode.getInstance()).forEach(records::add);
    if (records.isEmpty()) {
      throw new IllegalArgumentException("the writer takes SQS events, which have Records");
    }
    return records;
  }

  private BatchReport write(List<JsonNode> records) {
    Map<String, String> bodies = new LinkedHashMap<>();
    records.forEach(record -> bodies.put(id(record), record.path("body").asText()));
    Set<String> again = writer.write(bodies).await().indefinitely();
    postpone(records.stream().filter(record -> again.contains(id(record))).toList());
    return new BatchReport(again);
  }

  private static String id(JsonNode record) {
    return record.path("messageId").asText();
  }

  /** One that cannot be postponed comes again when its visibility time-out is over. */
  private void postpone(List<JsonNode> messages) {
    List<Uni<Void>> postponed =
        messages.stream().map(message -> postpone(message).onFailure().recoverWithNull()).toList();
    Uni.join().all(postponed).usingConcurrencyOf(AT_ONCE).andFailFast().await().indefinitely();
  }

  private Uni<Void> postpone(JsonNode message) {
    int receives = message.path("attributes").path("ApproximateReceiveCount").asInt(1);
    int delay = FIRST_DELAY_SECONDS << Math.min(Math.max(receives - 1, 0), 6);
    return queue.postpone(
        message.path("receiptHandle").asText(), Math.min(delay, LONGEST_DELAY_SECONDS));
  }
}
