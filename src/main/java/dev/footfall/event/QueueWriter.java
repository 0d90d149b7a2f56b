package dev.footfall.event;

import dev.footfall.database.Unavailable;
import dev.footfall.queue.Queue;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
    Set<String> again = Collections.synchronizedSet(new HashSet<>());
    Uni<Void> work = Uni.createFrom().voidItem();
    for (List<Line> batch : batches(lines)) {
      work = work.chain(() -> write(batch, again));
    }
    return work.replaceWith(again);
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

  private Uni<Void> write(List<Line> batch, Set<String> again) {
    return store
        .store(batch.stream().map(Line::event).toList())
        .invoke(metrics::answered)
        .chain(results -> bury(batch, results, again))
        .onFailure(Unavailable.class)
        .recoverWithUni(
            away -> {
              again.addAll(batch.stream().map(Line::message).collect(Collectors.toSet()));
              return Uni.createFrom().voidItem();
            });
  }

  private Uni<Void> bury(List<Line> batch, List<Result> results, Set<String> again) {
    Uni<Void> work = Uni.createFrom().voidItem();
    for (int i = 0; i < batch.size(); i++) {
      Line line = batch.get(i);
      String reason = reason(results.get(i));
      if (reason != null) {
        work = work.chain(() -> bury(line, reason, again));
      }
    }
    return work;
  }

  private Uni<Void> bury(Line line, String reason, Set<String> again) {
    return queue
        .bury(line.text(), reason)
        .onFailure()
        .recoverWithUni(
            failure -> {
              LOG.warnf("A dead letter (%s) waits: %s", reason, failure);
              again.add(line.message());
              return Uni.createFrom().voidItem();
            });
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
