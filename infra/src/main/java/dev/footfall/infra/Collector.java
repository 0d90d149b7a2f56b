package dev.footfall.infra;

import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Version;
import software.constructs.Construct;

/**
 * The function that stores and counts events. Traffic goes to its alias, whose version is published
 * only after the database has been migrated for it. Its execution role allows writing its log and
 * connecting to the database as the collector, and nothing else.
 */
class Collector extends Construct {
  private final Function function;
  private final Alias live;

  Collector(
      Construct scope,
      String id,
      Network network,
      ConnectionProxy proxy,
      Migrator migrator,
      Settings settings) {
    super(scope, id);
    SecurityGroup group = network.closedGroup(this, "Group", "Collector");
    function =
        NativeFunction.builder(this, network, group, settings)
            .description("Footfall: stores and counts events")
            .timeout(Duration.millis(Stage.COLLECTOR_TIMEOUT.toMillis()))
            .reservedConcurrentExecutions(settings.stage().reservedConcurrency())
            .environment(environment(proxy, settings))
            .build();
    proxy.grantConnect(function);
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

  private static Map<String, String> environment(ConnectionProxy proxy, Settings settings) {
    return Map.of(
        "FOOTFALL_DATABASE_URL", proxy.url(),
        "FOOTFALL_DATABASE_AUTHENTICATION", "iam",
        "FOOTFALL_DATABASE_TLS", "verify-full",
        "FOOTFALL_DATABASE_POOL_SIZE", "" + Stage.POOL_SIZE,
        "FOOTFALL_DATABASE_CONNECT_TIMEOUT", Stage.CONNECT_TIMEOUT.toString(),
        "FOOTFALL_DATABASE_ATTEMPT_TIMEOUT", Stage.ATTEMPT_TIMEOUT.toString(),
        "FOOTFALL_DATABASE_TIMEOUT", Stage.TOTAL_TIMEOUT.toString(),
        "FOOTFALL_CORS_ORIGINS", settings.corsOrigins(),
        "FOOTFALL_SIGN_IN_ISSUER", settings.issuer(),
        "FOOTFALL_SIGN_IN_CLIENT_ID", settings.clientId());
  }
}
