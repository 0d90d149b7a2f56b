package dev.footfall.infra;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import software.constructs.Node;

/**
 * The settings that only the deployer can know. {@code issuer} and {@code client-id} are required.
 * Leaving out any other setting selects its default or turns its feature off.
 *
 * @param provider who issues the tokens that may read
 * @param breakdowns the keys that counts can be split by, if not the service's default
 * @param amountsKey the key that holds an amount of money, if not the service's default
 * @param domain a custom domain for the API
 * @param edgeOrigin the API's host name; if set, CloudFront is placed in front of it
 * @param replicaRegion the region of the database's read replica
 * @param replicaSource the ARN of the database to replicate
 * @param budgetDollars monthly budget; notifications go to {@code alarmEmail}
 */
record Settings(
    Stage stage,
    String region,
    Path functionZip,
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
    Optional<Integer> budgetDollars) {

  Settings {
    if (!Files.isReadable(functionZip)) {
      throw new IllegalArgumentException(
          functionZip + " is missing; build it with ./mvnw package -Dnative");
    }
    if (budgetDollars.isPresent() && alarmEmail.isEmpty()) {
      throw new IllegalArgumentException("budget requires alarm-email, the address to notify");
    }
    if (replicaSource.isPresent() && replicaRegion.isEmpty()) {
      throw new IllegalArgumentException("replica-source requires replica-region");
    }
  }

  static Settings from(Node node) {
    Context context = new Context(node);
    return new Settings(
        Stage.of(context.optional(Key.STAGE).orElse("dev")),
        context.optional(Key.REGION).orElse("eu-central-1"),
        Path.of(context.optional(Key.FUNCTION_ZIP).orElse("../target/function.zip")),
        Provider.from(context),
        context.optional(Key.CORS_ORIGINS).orElse("*"),
        context.optional(Key.BREAKDOWNS),
        context.optional(Key.AMOUNTS_KEY),
        QueueMode.of(context.optional(Key.QUEUE).orElse("never")),
        context.optional(Key.ALARM_EMAIL),
        context.optional(Key.DOMAIN).map(name -> domain(context, name)),
        context.optional(Key.EDGE_ORIGIN),
        context.optional(Key.REPLICA_REGION),
        context.optional(Key.REPLICA_SOURCE),
        context.optional(Key.BUDGET).map(Integer::valueOf));
  }

  private static Domain domain(Context context, String name) {
    return new Domain(name, context.required(Key.ZONE_ID), context.required(Key.ZONE_NAME));
  }
}
