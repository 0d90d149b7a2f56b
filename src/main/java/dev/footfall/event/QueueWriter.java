package dev.footfall.event;

import dev.footfall.database.Unavailable;
import dev.footfall.queue.Queue;
import dev.footfall.queue.QueueAway;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Stores the events of the queue's messages with the statement that requests use. Messages may come
 * again, and in any order: the id decides.
 */
@ApplicationScoped
public class QueueWriter {
  private static final Logger LOG = Logger.getLogger(QueueWriter.class);

  private final EventStore store;
  private final EventMetrics metrics;
  private final Queue queue;

  QueueWriter(EventStore store, EventMetrics metrics, Queue queue) {
    this.store = store;
    this.metrics = metrics;
    this.queue = queue;
  }

  /** A line of a message: its event, or why there is none. */
  private record Line(String message, String text, Submission event) {}

  /**
   * Stores what can be stored; what never can goes to the dead letters, alone and with its reason.
   *
   * @param messages their bodies by their ids
   * @return the ids of the messages that must come again, because the database is away, or the
   *     queue of dead letters
   */
  public Uni<Set<String>> write(Map<String, String> messages) {
    List<Line> lines =
        messages.entrySet().stream()
            .flatMap(
                message -> message.getValue().lines().map(line -> line(message.getKey(), line)))
            .toList();
    Set<String> again = new HashSet<>();
    return write(batches(lines), again).replaceWith(again);
  }

  private static Line line(String message, String text) {
    try {
      return new Line(message, text, QueuedEvent.read(text));
    } catch (IllegalArgumentException unreadable) {
      String reason = "cannot be read: " + unreadable.getMessage();
      return new Line(message, text, new Result.Rejected(null, null, reason));
    }
  }

  private static List<List<Line>> batches(List<Line> lines) {
    List<List<Line>> batches = new ArrayList<>();
    for (int start = 0; start < lines.size(); start += EventDecoder.MAX_EVENTS) {
      int end = Math.min(start + EventDecoder.MAX_EVENTS, lines.size());
      batches.add(lines.subList(start, end));
    }
    return batches;
  }

  /** Where the database or the queue is away, nothing more is tried: the rest comes again too. */
  private Uni<Void> write(List<List<Line>> batches, Set<String> again) {
    if (batches.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    List<Line> first = batches.get(0);
    return store
        .store(first.stream().map(Line::event).toList())
        .invoke(metrics::answered)
        .chain(results -> bury(first, results))
        .chain(() -> write(batches.subList(1, batches.size()), again))
        .onFailure(failure -> failure instanceof Unavailable || failure instanceof QueueAway)
        .recoverWithUni(
            away -> {
              LOG.warnf("Messages wait in the queue: %s", away);
              batches.stream().flatMap(List::stream).map(Line::message).forEach(again::add);
              return Uni.createFrom().voidItem();
            });
  }

  private Uni<Void> bury(List<Line> batch, List<Result> results) {
    Uni<Void> work = Uni.createFrom().voidItem();
    for (int i = 0; i < batch.size(); i++) {
      Line line = batch.get(i);
      String reason = reason(results.get(i));
      if (reason != null) {
        work = work.chain(() -> queue.bury(line.text(), reason));
      }
    }
    return work;
  }

  /**
   * Why an event can never be stored; null if it is. An erased one is gone: nothing may be left of
   * it.
   */
  private static @Nullable String reason(Result result) {
    if (result instanceof Result.Rejected rejected) {
      if (rejected.reason().equals(EventStore.ERASED)) {
        return null;
      }
      return (rejected.field() == null ? "event" : rejected.field()) + " " + rejected.reason();
    }
    return result instanceof Result.Conflict ? "another event has its id" : null;
  }
}
