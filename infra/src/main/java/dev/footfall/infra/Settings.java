package dev.footfall.infra;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import software.constructs.Node;

/**
 * What only the deployer can know. The deployment names the stage ({@code -c stage=prod}); its
 * settings are in the stage's file, so that no deployment can forget one.
 *
 * @param zones the network's availability zones
 * @param reservation what the functions reserve
 * @param provider who issues the tokens that may read
 * @param breakdowns the keys that counts can be split by, if not the service's default
 * @param amountsKey the key that holds an amount of money, if not the service's default
 * @param domain a custom domain for the API
 * @param edgeOrigin the API's host name; if set, CloudFront is placed in front of it
 * @param replicaRegion the region of the database's read replica
 * @param replicaSource the ARN of the database to replicate
 * @param budgetDollars monthly budget; notifications go to {@code alarmEmail}
 * @param operatorAccess whether people can connect to the database
 * @param restore what the database is made from
 */
record Settings(
    Stage stage,
    String region,
    List<String> zones,
    Reservation reservation,
    FunctionZip functionZip,
    Provider provider,
    String corsOrigins,
    Optional<String> breakdowns,
    Optional<String> amountsKey,
    QueueMode queue,
    Optional<String> alarmEmail,
    Optional<Domain> domain,
    Optional<String> edgeOrigin,
    Optional<String> replicaRegion,
    Optional<String> replicaSource,
    Optional<Integer> budgetDollars,
    boolean operatorAccess,
    Restore restore) {

  Settings {
    if (stage.production() && alarmEmail.isEmpty()) {
      throw new IllegalArgumentException("production requires alarm-email, the address to notify");
    }
    if (budgetDollars.isPresent() && alarmEmail.isEmpty()) {
      throw new IllegalArgumentException("budget requires alarm-email, the address to notify");
    }
    if (edgeOrigin.filter(name -> name.contains("/")).isPresent()) {
      throw new IllegalArgumentException("edge-origin must be a host name, without https://");
    }
    if (replicaSource.isPresent() && replicaRegion.isEmpty()) {
      throw new IllegalArgumentException("replica-source requires replica-region");
    }
  }

  static Settings from(Node node) {
    Stage stage =
        context(node, "stage")
            .map(Stage::of)
            .orElseThrow(
                () -> new IllegalArgumentException("name the stage: add -c stage=dev or prod"));
    Path file = Path.of(context(node, "settings").orElse("stages/" + stage.name() + ".properties"));
    return from(SettingsFile.read(file), stage);
  }

  private static Settings from(SettingsFile file, Stage stage) {
    String region = file.required(Key.REGION);
    QueueMode queue = QueueMode.of(file.optional(Key.QUEUE).orElse("never"));
    return new Settings(
        stage,
        region,
        Zones.of(region, file.optional(Key.ZONES), stage),
        Reservation.of(file.number(Key.ACCOUNT_CONCURRENCY), stage, queue),
        new FunctionZip(Path.of(file.optional(Key.FUNCTION_ZIP).orElse("../target/function.zip"))),
        Provider.from(file),
        file.optional(Key.CORS_ORIGINS).orElse("*"),
        file.optional(Key.BREAKDOWNS),
        file.optional(Key.AMOUNTS_KEY),
        queue,
        file.optional(Key.ALARM_EMAIL),
        file.optional(Key.DOMAIN).map(name -> domain(file, name)),
        file.optional(Key.EDGE_ORIGIN),
        file.optional(Key.REPLICA_REGION),
        file.optional(Key.REPLICA_SOURCE),
        file.number(Key.BUDGET),
        file.on(Key.OPERATOR_ACCESS),
        Restore.from(file));
  }

  private static Domain domain(SettingsFile file, String name) {
    return new Domain(name, file.required(Key.ZONE_ID), file.required(Key.ZONE_NAME));
  }

  private static Optional<String> context(Node node, String key) {
    return Optional.ofNullable(node.tryGetContext(key)).map(Object::toString);
  }
}
