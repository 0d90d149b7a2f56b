package dev.footfall.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.lambda.Alias;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.LoggingFormat;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.Version;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/**
 * The function that stores and counts events. Traffic goes to its alias, whose version is published
 * only after the database is migrated for it. Its role may only write logs and connect to the
 * database.
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
    Stage stage = settings.stage();
    LogGroup log = Logs.group(this, "Log", stage);
    function =
        Function.Builder.create(this, "Function")
            .description("Footfall: stores and counts events")
            .runtime(Runtime.PROVIDED_AL2023)
            .architecture(Architecture.ARM_64) // a fifth cheaper, and no slower here
            .handler("bootstrap") // the runtime ignores it
            .code(Code.fromAsset(settings.functionZip().toString()))
            .memorySize(stage.collectorMemoryMib())
            .timeout(Duration.millis(Stage.COLLECTOR.toMillis()))
            .reservedConcurrentExecutions(stage.reservedConcurrency())
            .environment(environment(proxy, settings))
            .role(FunctionRole.of(this, "Role", log))
            .logGroup(log)
            .loggingFormat(LoggingFormat.TEXT) // JSON would wrap the line of metrics
            .vpc(network.vpc())
            .vpcSubnets(Network.isolated())
            .securityGroups(List.of(network.closedGroup(this, "Group", "Collector")))
            .build();
    proxy.grantConnect(function);
    Version version = function.getCurrentVersion();
    migrator.runBefore(version);
    live = Alias.Builder.create(this, "Live").aliasName("live").version(version).build();
  }

  /** The alias that takes traffic. */
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
        "FOOTFALL_DATABASE_POOL_SIZE", "" + settings.stage().poolSize(),
        "FOOTFALL_DATABASE_CONNECT_TIMEOUT", Stage.CONNECT.toString(),
        "FOOTFALL_DATABASE_ATTEMPT_TIMEOUT", Stage.ATTEMPT.toString(),
        "FOOTFALL_DATABASE_TIMEOUT", Stage.WHOLE.toString(),
        "FOOTFALL_CORS_ORIGINS", settings.corsOrigins(),
        "FOOTFALL_SIGN_IN_ISSUER", settings.issuer(),
        "FOOTFALL_SIGN_IN_CLIENT_ID", settings.clientId());
  }
}
