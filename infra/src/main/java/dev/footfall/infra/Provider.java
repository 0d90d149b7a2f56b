package dev.footfall.infra;

import java.util.Optional;

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

  static Provider from(SettingsFile file) {
    String client = file.required(Key.CLIENT_ID);
    return new Provider(
        file.required(Key.ISSUER),
        client,
        file.optional(Key.AUDIENCE).orElse(client),
        file.optional(Key.CAMPAIGNS_CLAIM),
        file.optional(Key.SIGN_IN_SCOPE),
        file.optional(Key.SIGN_IN_AUDIENCE),
        file.optional(Key.SIGN_IN_RESOURCE));
  }
}
