package dev.footfall.event;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings decoded events to the store, unless their visitor opted out, and puts the results in
 * order.
 */
@ApplicationScoped
class Collector {
  private final EventStore store;
  private final EventMetrics metrics;
  private final PrivacyConfig privacy;

  Collector(EventStore store, EventMetrics metrics, PrivacyConfig privacy) {
    this.store = store;
    this.metrics = metrics;
    this.privacy = privacy;
  }

  /**
   * One result for each submission, in their order.
   *
   * @param globalPrivacyControl the value of the header {@code Sec-GPC}, or null
   */
  Uni<List<Result>> collect(List<Submission> submissions, String globalPrivacyControl) {
    List<Event> events =
        submissions.stream().filter(Event.class::isInstance).map(Event.class::cast).toList();
    boolean optedOut = privacy.honourGpc() && "1".equals(globalPrivacyControl);
    Uni<List<Result>> settled = optedOut ? ignored(events) : store.store(events);
    return settled.map(results -> inOrder(submissions, results)).invoke(metrics::answered);
  }

  private static Uni<List<Result>> ignored(List<Event> events) {
    return Uni.createFrom()
        .item(events.stream().<Result>map(event -> new Result.Ignored(event.id())).toList());
  }

  private static List<Result> inOrder(List<Submission> submissions, List<Result> results) {
    List<Result> all = new ArrayList<>(submissions.size());
    int next = 0;
    for (Submission submission : submissions) {
      all.add(submission instanceof Result.Rejected rejected ? rejected : results.get(next++));
    }
    return all;
  }
}
