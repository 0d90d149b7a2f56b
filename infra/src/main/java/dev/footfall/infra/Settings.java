package dev.footfall.infra;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import software.constructs.Node;

/**
 * The settings that only the deployer can know, read from CDK context ({@code -c key=value}).
 * {@code issuer} and {@code client-id} are required. Leaving out any other setting selects its
 * default or turns its feature off.
 *
 * @param provider who issues the tokens that may read
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
    Optional<String> alarmEmail,
    Optional<Domain> domain,
    Optional<String> edgeOrigin,
    Optional<String> replicaRegion,
    Optional<String> replicaSource,
    Optional<Integer> budgetDollars) {

  /**
   * The OpenID Connect provider.
   *
   * @param issuer the issuer of accepted tokens; API Gateway fetches its signing keys
   * @param clientId the dashboard's client
   * @param audience the audience that accepted tokens must have
   * @param campaignsClaim the claim with the caller's campaigns, if not the service's default
   * @param signInScope what the dashboard asks for, if not the service's default
   * @param signInAudience what the dashboard asks for as {@code audience}
   * @param signInResource what the dashboard asks for as {@code resource}
   */
  record Provider(
      String issuer,
      String clientId,
      String audience,
      Optional<String> campaignsClaim,
      Optional<String> signInScope,
      Optional<String> signInAudience,
      Optional<String> signInResource) {

    Provider {
      if (!issuer.startsWith("https://")) {
        throw new IllegalArgumentException("issuer must be an https URL, not " + issuer);
      }
    }

    private static Provider from(Node node) {
      String client = required(node, Key.CLIENT_ID);
      return new Provider(
          required(node, Key.ISSUER),
          client,
          optional(node, Key.AUDIENCE).orElse(client),
          optional(node, Key.CAMPAIGNS_CLAIM),
          optional(node, Key.SIGN_IN_SCOPE),
          optional(node, Key.SIGN_IN_AUDIENCE),
          optional(node, Key.SIGN_IN_RESOURCE));
    }
  }

  /** A domain name in a Route 53 hosted zone of this account. */
  record Domain(String name, String zoneId, String zoneName) {
    String url() {
      return "https://" + name;
    }
  }

  /** The context keys, as the deployer writes them. */
  enum Key {
    STAGE("stage"),
    REGION("region"),
    FUNCTION_ZIP("function-zip"),
    ISSUER("issuer"),
    CLIENT_ID("client-id"),
    AUDIENCE("audience"),
    CAMPAIGNS_CLAIM("campaigns-claim"),
    SIGN_IN_SCOPE("sign-in-scope"),
    SIGN_IN_AUDIENCE("sign-in-audience"),
    SIGN_IN_RESOURCE("sign-in-resource"),
    CORS_ORIGINS("cors-origins"),
    ALARM_EMAIL("alarm-email"),
    DOMAIN("domain"),
    ZONE_ID("zone-id"),
    ZONE_NAME("zone-name"),
    EDGE_ORIGIN("edge-origin"),
    REPLICA_REGION("replica-region"),
    REPLICA_SOURCE("replica-source"),
    BUDGET("budget");

    private final String text;

    Key(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

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
    return new Settings(
        Stage.of(optional(node, Key.STAGE).orElse("dev")),
        optional(node, Key.REGION).orElse("eu-central-1"),
        Path.of(optional(node, Key.FUNCTION_ZIP).orElse("../target/function.zip")),
        Provider.from(node),
        optional(node, Key.CORS_ORIGINS).orElse("*"),
        optional(node, Key.ALARM_EMAIL),
        optional(node, Key.DOMAIN).map(name -> domain(node, name)),
        optional(node, Key.EDGE_ORIGIN),
        optional(node, Key.REPLICA_REGION),
        optional(node, Key.REPLICA_SOURCE),
        optional(node, Key.BUDGET).map(Integer::valueOf));
  }

  private static Domain domain(Node node, String name) {
    return new Domain(name, required(node, Key.ZONE_ID), required(node, Key.ZONE_NAME));
  }

  private static Optional<String> optional(Node node, Key key) {
    return Optional.ofNullable(node.tryGetContext(key.text)).map(Object::toString);
  }

  private static String required(Node node, Key key) {
    return optional(node, key)
        .orElseThrow(
            () -> new IllegalArgumentException(key + " is required; add -c " + key + "=…"));
  }
}
