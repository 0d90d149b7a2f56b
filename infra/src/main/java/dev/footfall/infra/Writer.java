package dev.footfall.infra;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.EventSourceMapping;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Version;
import software.constructs.Construct;

/**
 * The same artifact in its third role: it stores the events of the queue. Like the collector, it
 * takes over only after the database has been migrated for it. Nothing but the queue invokes it.
 */
class Writer extends Construct {
  /** Messages. Single events, one a message, then fill a statement, which takes 500 events. */
  static final int BATCH = 500;

  /**
   * How long Lambda collects a batch, unless it has 6 MB before. From 100 single events a second on
   * each of Lambda's first five pollers, batches are full; with fewer, counts lag by this time.
   */
  static final Duration WINDOW = Duration.seconds(5);

  private final Function function;
  private final EventSourceMapping source;

  Writer(
      Construct scope,
      String id,
      Network network,
      ConnectionProxy proxy,
      EventQueue queue,
      Migrator migrator,
      Settings settings) {
    super(scope, id);
    SecurityGroup group = network.closedGroup(this, "Group", "Writer");
    int concurrency = settings.stage().writerConcurrency();
    function =
        NativeFunction.builder(this, network, group, settings)
            .description("Footfall: stores the events of the queue")
            .timeout(Duration.millis(Timeouts.WRITER.toMillis()))
            .reservedConcurrentExecutions(settings.reservation().of(concurrency))
            .environment(environment(proxy, queue))
            .build();
    proxy.grantConnect(function);
    queue.grantWork(function);
    Version version = function.getCurrentVersion();
    migrator.runBefore(version);
    Alias live = Alias.Builder.create(this, "Live").aliasName("live").version(version).build();
    source =
        EventSourceMapping.Builder.create(this, "Source")
            .target(live)
            .eventSourceArn(queue.queue().getQueueArn())
            .batchSize(BATCH)
            .maxBatchingWindow(WINDOW)
            // Below the function's own limit Lambda does not receive what it cannot hand over, so
            // no receive is used up in vain.
            .maxConcurrency(concurrency)
            .reportBatchItemFailures(true)
            .build();
    // Lambda checks the role's permissions when the mapping is made.
    source.getNode().addDependency(Objects.requireNonNull(function.getRole()));
  }

  Function function() {
    return function;
  }

  /** What hands the messages to the function. */
  EventSourceMapping source() {
    return source;
  }

  private static Map<String, String> environment(ConnectionProxy proxy, EventQueue queue) {
    Map<String, String> environment = new TreeMap<>(proxy.environment());
    environment.put("FOOTFALL_FUNCTION_ROLE", "writer");
    environment.put("FOOTFALL_QUEUE_URL", queue.queue().getQueueUrl());
    environment.put("FOOTFALL_QUEUE_DEAD_LETTER_URL", queue.deadLetters().getQueueUrl());
    environment.put("FOOTFALL_QUEUE_TIMEOUT", Timeouts.QUEUE.toString());
    return environment;
  }
}
