package dev.footfall.event;

import dev.footfall.queue.Queue;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Puts the valid events of a request into the queue, as many into one message as fit. */
@ApplicationScoped
class QueueSender {
  /** SQS' limit for a message. One event is far smaller. */
  static final int MAX_BYTES = 1024 * 1024;

  private final Queue queue;

  QueueSender(Queue queue) {
    this.queue = queue;
  }

  /** One result for each submission, in their order, after SQS has all events. */
  Uni<List<Result>> send(List<? extends Submission> submissions) {
    return queue
        .send(messages(Event.among(submissions)))
        .map(sent -> Result.of(submissions, event -> new Result.Accepted(event.id())));
  }

  /** The events as lines of JSON. */
  static List<String> messages(List<Event> events) {
    List<String> messages = new ArrayList<>();
    StringBuilder message = new StringBuilder();
    int bytes = 0;
    for (Event event : events) {
      String line = QueuedEvent.write(event);
      int more = line.getBytes(StandardCharsets.UTF_8).length + 1;
      if (bytes > 0 && bytes + more > MAX_BYTES) {
        messages.add(message.toString());
        message.setLength(0);
        bytes = 0;
      }
      message.append(line).append('\n');
      bytes += more;
    }
    if (bytes > 0) {
      messages.add(message.toString());
    }
    return messages;
  }
}
