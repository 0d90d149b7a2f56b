package dev.footfall.event;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Stores decoded events, unless their visitor opted out. */
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
   * One result for each submission, in the order sent.
   *
   * @param globalPrivacyControl the header {@code Sec-GPC}, or null
   */
  Uni<List<Result>> collect(List<Submission> submissions, @Nullable String globalPrivacyControl) {
    boolean optedOut = privacy.honourGpc() && "1".equals(globalPrivacyControl);
    Uni<List<Result>> results =
        optedOut ? Uni.createFrom().item(ignored(submissions)) : store.store(submissions);
    return results.invoke(metrics::answered);
  }

  private static List<Result> ignored(List<Submission> submissions) {
    return submissions.stream()
        .map(submission -> Result.of(submission, event -> new Result.Ignored(event.id())))
        .toList();
  }
}
