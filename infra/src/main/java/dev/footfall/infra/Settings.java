package dev.footfall.infra;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import software.constructs.Node;

/**
 * The deployer's settings, from CDK's context ({@code -c key=value}). An omitted setting is off;
 * issuer and client id are required.
 *
 * @param issuer the tokens' issuer, whose keys API Gateway fetches
 * @param clientId the tokens' audience and the dashboard's OpenID Connect client
 * @param domain the API's custom domain and its hosted zone
 * @param edgeOrigin the API's host name; setting it puts CloudFront in front
 * @param replicaRegion the region of the read replica
 * @param replicaSource the ARN of the replicated database
 * @param budgetDollars dollars a month; mails go to {@code alarmEmail}
 */
record Settings(
    Stage stage,
    String region,
    Path functionZip,
    String issuer,
    String clientId,
    String corsOrigins,
    Optional<String> alarmEmail,
    Optional<Domain> domain,
    Optional<String> edgeOrigin,
    Optional<String> replicaRegion,
    Optional<String> replicaSource,
    Optional<Integer> budgetDollars) {

  /** A name in a hosted zone of this account. */
  record Domain(String name, String zoneId, String zoneName) {}

  Settings {
    if (!Files.isReadable(functionZip)) {
      throw new IllegalArgumentException(
          functionZip + " is missing: build it with ./mvnw package -Dnative");
    }
    if (!issuer.startsWith("https://")) {
      throw new IllegalArgumentException("issuer must be an https URL, not " + issuer);
    }
    if (budgetDollars.isPresent() && alarmEmail.isEmpty()) {
      throw new IllegalArgumentException("budget requires alarm-email, the address to notify");
    }
  }

  static Settings from(Node node) {
    return new Settings(
        Stage.of(optional(node, "stage").orElse("dev")),
        optional(node, "region").orElse("eu-central-1"),
        Path.of(optional(node, "function-zip").orElse("../target/function.zip")),
        required(node, "issuer"),
        required(node, "client-id"),
        optional(node, "cors-origins").orElse("*"),
        optional(node, "alarm-email"),
        optional(node, "domain")
            .map(name -> new Domain(name, required(node, "zone-id"), required(node, "zone-name"))),
        optional(node, "edge-origin"),
        optional(node, "replica-region"),
        optional(node, "replica-source"),
        optional(node, "budget").map(Integer::valueOf));
  }

  /** The context's keys; a test compares them with the documentation. */
  static List<String> keys() {
    return List.of(
        "stage",
        "region",
        "function-zip",
        "issuer",
        "client-id",
        "cors-origins",
        "alarm-email",
        "domain",
        "zone-id",
        "zone-name",
        "edge-origin",
        "replica-region",
        "replica-source",
        "budget");
  }

  private static Optional<String> optional(Node node, String key) {
    return Optional.ofNullable(node.tryGetContext(key)).map(Object::toString);
  }

  private static String required(Node node, String key) {
    return optional(node, key)
        .orElseThrow(() -> new IllegalArgumentException("say -c " + key + "=…"));
  }
}
