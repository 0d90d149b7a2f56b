package dev.footfall.infra;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Version;
import software.constructs.Construct;

/**
 * The function that stores and counts events. Traffic goes to its alias, whose version is published
 * only after the database has been migrated for it. Its execution role allows writing its log and
 * connecting to the database as the collector; in queue mode also sending to the queue.
 */
class Collector extends Construct {
  private final Function function;
  private final Alias live;

  Collector(
      Construct scope,
      String id,
      Network network,
      ConnectionProxy proxy,
      Optional<EventQueue> queue,
      Migrator migrator,
      Settings settings) {
    super(scope, id);
    SecurityGroup group = network.closedGroup(this, "Group", "Collector");
    function =
        NativeFunction.builder(this, network, group, settings)
            .description("Footfall: stores and counts events")
            .timeout(Duration.millis(Timeouts.COLLECTOR.toMillis()))
            .reservedConcurrentExecutions(
                settings.reservation().of(settings.stage().reservedConcurrency()))
            .environment(environment(proxy, queue, settings))
            .build();
    proxy.grantConnect(function);
    queue.ifPresent(events -> events.grantSend(function));
    Version version = function.getCurrentVersion();
    migrator.runBefore(version);
    live = Alias.Builder.create(this, "Live").aliasName("live").version(version).build();
  }

  /** The alias that receives traffic. */
  Alias live() {
    return live;
  }

  Function function() {
    return function;
  }

  private static Map<String, String> environment(
      ConnectionProxy proxy, Optional<EventQueue> queue, Settings settings) {
    Map<String, String> environment = new TreeMap<>(proxy.environment());
    environment.put("FOOTFALL_CORS_ORIGINS", settings.corsOrigins());
    Provider provider = settings.provider();
    environment.put("FOOTFALL_SIGN_IN_ISSUER", provider.issuer());
    environment.put("FOOTFALL_SIGN_IN_CLIENT_ID", provider.clientId());
    put(environment, "FOOTFALL_SIGN_IN_SCOPE", provider.signInScope());
    put(environment, "FOOTFALL_SIGN_IN_AUDIENCE", provider.signInAudience());
    put(environment, "FOOTFALL_SIGN_IN_RESOURCE", provider.signInResource());
    put(environment, "FOOTFALL_ACCESS_CAMPAIGNS_CLAIM", provider.campaignsClaim());
    put(environment, "FOOTFALL_BREAKDOWNS", settings.breakdowns());
    queue.ifPresent(
        events -> {
          environment.put("FOOTFALL_QUEUE_MODE", settings.queue().toString());
          environment.put("FOOTFALL_QUEUE_URL", events.queue().getQueueUrl());
          environment.put("FOOTFALL_QUEUE_TIMEOUT", Timeouts.QUEUE.toString());
        });
    return environment;
  }

  private static void put(Map<String, String> environment, String name, Optional<String> value) {
    value.ifPresent(text -> environment.put(name, text));
  }
}
