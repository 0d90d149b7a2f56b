package dev.footfall.event;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Stores decoded events, unless they are not to be counted. */
@ApplicationScoped
class Collector {
  private final EventStore store;
  private final EventMetrics metrics;
  private final PrivacyConfig privacy;
  private final IgnoreConfig ignore;
  private final BotsConfig bots;

  Collector(
      EventStore store,
      EventMetrics metrics,
      PrivacyConfig privacy,
      IgnoreConfig ignore,
      BotsConfig bots) {
    this.store = store;
    this.metrics = metrics;
    this.privacy = privacy;
    this.ignore = ignore;
    this.bots = bots;
  }

  /** One result for each submission, in the order sent. */
  Uni<List<Result>> collect(List<Submission> submissions, Visit visit) {
    return visit
        .reasonToIgnore(privacy, ignore, bots)
        .map(reason -> Uni.createFrom().item(ignored(submissions, reason)))
        .orElseGet(() -> store.store(submissions))
        .invoke(metrics::answered);
  }

  static List<Result> ignored(List<Submission> submissions, String reason) {
    return submissions.stream()
        .map(submission -> Result.of(submission, event -> new Result.Ignored(event.id(), reason)))
        .toList();
  }
}
