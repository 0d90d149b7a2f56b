package dev.footfall.access;

import io.quarkus.security.StringPermission;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Builds the identity that reads and naming require from the claims of a verified token. */
public final class TokenIdentity {
  /** An anonymous caller: may write, but not read. */
  public static final SecurityIdentity ANONYMOUS =
      QuarkusSecurityIdentity.builder().setAnonymous(true).build();

  /** Every scope that there is. */
  static final List<String> ALL_SCOPES = List.of("counts:read", "campaigns:write");

  /**
   * Where providers put scopes: the standard claim (RFC 9068, 2.2.3), Okta's and Entra ID's, and
   * Auth0's.
   */
  private static final List<String> SCOPE_CLAIMS = List.of("scope", "scp", "permissions");

  private TokenIdentity() {}

  /**
   * The identity of a token's bearer.
   *
   * @param scopes the scopes that the gateway lists besides the claims, or null
   */
  public static SecurityIdentity of(
      Map<String, String> claims, @Nullable Collection<String> scopes, AccessConfig config) {
    String campaigns = config.campaignsClaim();
    return of(
        claims.getOrDefault("sub", "unnamed"),
        scopes(claims, scopes == null ? List.of() : scopes),
        CampaignClaim.parse(campaigns, claims.get(campaigns)));
  }

  static SecurityIdentity of(String name, Collection<String> scopes, CampaignClaim campaigns) {
    QuarkusSecurityIdentity.Builder identity =
        QuarkusSecurityIdentity.builder()
            .setPrincipal(new QuarkusPrincipal(name))
            .addAttribute(Caller.CAMPAIGNS, campaigns);
    ALL_SCOPES.stream()
        .filter(scopes::contains)
        .map(scope -> scope.split(":"))
        .forEach(scope -> identity.addPermission(new StringPermission(scope[0], scope[1])));
    return identity.build();
  }

  /** All scopes, without the name of the API that some providers put before them. */
  private static Set<String> scopes(Map<String, String> claims, Collection<String> listed) {
    return Stream.concat(
            listed.stream().filter(Objects::nonNull),
            SCOPE_CLAIMS.stream().flatMap(claim -> ClaimValues.of(claims.get(claim)).stream()))
        .map(scope -> scope.substring(scope.lastIndexOf('/') + 1))
        .collect(Collectors.toUnmodifiableSet());
  }
}
