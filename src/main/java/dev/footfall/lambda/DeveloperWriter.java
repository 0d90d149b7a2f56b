package dev.footfall.lambda;

import dev.footfall.event.QueueWriter;
import dev.footfall.queue.DeveloperQueue;
import dev.footfall.queue.DeveloperQueue.Message;
import dev.footfall.queue.QueueConfig;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The writer in {@code quarkus dev}: if there is a queue mode, opens the queue and stores its
 * messages as they come. The bean exists in no other build.
 */
@Singleton
@IfBuildProfile("dev")
class DeveloperWriter {
  private static final Logger LOG = Logger.getLogger(DeveloperWriter.class);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final DeveloperQueue queue;
  private final QueueWriter writer;
  private Cancellable work = () -> {};

  DeveloperWriter(DeveloperQueue queue, QueueWriter writer) {
    this.queue = queue;
    this.writer = writer;
  }

  void onStart(@Observes StartupEvent start, QueueConfig config) {
    if (config.mode() == QueueConfig.Mode.NEVER) {
      return;
    }
    queue.open();
    work =
        Multi.createFrom()
            .ticks()
            .every(PAUSE)
            .onOverflow()
            .drop()
            .onItem()
            .transformToUniAndConcatenate(tick -> deliver())
            .subscribe()
            .with(done -> {});
  }

  private Uni<Void> deliver() {
    return queue
        .receive()
        .chain(messages -> messages.isEmpty() ? Uni.createFrom().voidItem() : write(messages))
        .onFailure()
        .invoke(failure -> LOG.warnf("Messages of the queue wait: %s", failure))
        .onFailure()
        .recoverWithNull();
  }

  private Uni<Void> write(List<Message> messages) {
    return writer
        .write(messages.stream().collect(Collectors.toMap(Message::id, Message::body)))
        .chain(
            again ->
                Multi.createFrom()
                    .iterable(messages)
                    .filter(message -> !again.contains(message.id()))
                    .onItem()
                    .transformToUniAndConcatenate(queue::delete)
                    .toUni());
  }

  void onStop(@Observes ShutdownEvent stop) {
    work.cancel();
  }
}
