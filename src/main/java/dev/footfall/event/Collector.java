package dev.footfall.event;

import dev.footfall.database.Unavailable;
import dev.footfall.queue.QueueAway;
import dev.footfall.queue.QueueConfig;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Stores decoded events, or queues them, unless they are not to be counted. */
@ApplicationScoped
class Collector {
  private final EventStore store;
  private final QueueSender sender;
  private final QueueConfig queue;
  private final EventMetrics metrics;
  private final PrivacyConfig privacy;
  private final IgnoreConfig ignore;
  private final BotsConfig bots;

  Collector(
      EventStore store,
      QueueSender sender,
      QueueConfig queue,
      EventMetrics metrics,
      PrivacyConfig privacy,
      IgnoreConfig ignore,
      BotsConfig bots) {
    this.store = store;
    this.sender = sender;
    this.queue = queue;
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
        .orElseGet(() -> take(submissions))
        .invoke(metrics::answered);
  }

  /** Where one is away, the other takes the events; if both are, it fails as without a queue. */
  private Uni<List<Result>> take(List<Submission> submissions) {
    return switch (queue.mode()) {
      case NEVER -> store.store(submissions);
      case OUTAGE ->
          store
              .store(submissions)
              .onFailure(Unavailable.class)
              .recoverWithUni(away -> sender.send(submissions).onFailure().transform(both -> away));
      case ALWAYS ->
          sender
              .send(submissions)
              .onFailure(QueueAway.class)
              .recoverWithUni(away -> store.store(submissions));
    };
  }

  static List<Result> ignored(List<Submission> submissions, String reason) {
    return Result.of(submissions, event -> new Result.Ignored(event.id(), reason));
  }
}
