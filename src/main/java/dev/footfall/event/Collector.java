package dev.footfall.event;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Stores decoded events, unless they are not to be counted. */
@ApplicationScoped
class Collector {
  private final EventStore store;
  private final EventMetrics metrics;
  private final PrivacyConfig privacy;
  private final IgnoreConfig ignore;

  Collector(EventStore store, EventMetrics metrics, PrivacyConfig privacy, IgnoreConfig ignore) {
    this.store = store;
    this.metrics = metrics;
    this.privacy = privacy;
    this.ignore = ignore;
  }

  /** One result for each submission, in the order sent. */
  Uni<List<Result>> collect(List<Submission> submissions, Visit visit) {
    return reasonToIgnore(visit)
        .map(reason -> Uni.createFrom().item(ignored(submissions, reason)))
        .orElseGet(() -> store.store(submissions))
        .invoke(metrics::answered);
  }

  private Optional<String> reasonToIgnore(Visit visit) {
    if (privacy.honourGpc() && visit.optedOut()) {
      return Optional.of("the visitor opted out (Sec-GPC)");
    }
    return ignore.prefetch() && visit.prefetched()
        ? Optional.of("the browser loads the page in advance")
        : Optional.empty();
  }

  static List<Result> ignored(List<Submission> submissions, String reason) {
    return submissions.stream()
        .map(submission -> Result.of(submission, event -> new Result.Ignored(event.id(), reason)))
        .toList();
  }
}
