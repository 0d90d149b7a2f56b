package dev.footfall.access;

import io.quarkus.security.StringPermission;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds the identity that reads and naming require from the claims of a verified token. */
public final class TokenIdentity {
  /** An anonymous caller: may write, but not read. */
  public static final SecurityIdentity ANONYMOUS =
      QuarkusSecurityIdentity.builder().setAnonymous(true).build();

  /** Every scope that there is. */
  static final List<String> ALL_SCOPES = List.of("counts:read", "campaigns:write");

  private TokenIdentity() {}

  /**
   * The identity of a token's bearer.
   *
   * @param scopes the scopes that the gateway lists besides the claims, or null
   */
  public static SecurityIdentity of(
      Map<String, String> claims, @Nullable Collection<String> scopes) {
    return of(
        claims.getOrDefault("sub", "unnamed"),
        scopes(claims.get("scope"), scopes),
        CampaignClaim.parse(claims.get(Caller.CAMPAIGNS)));
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

  private static Collection<String> scopes(
      @Nullable String claim, @Nullable Collection<String> listed) {
    Set<String> scopes = new HashSet<>(listed == null ? List.of() : listed);
    scopes.addAll(claim == null ? List.of() : List.of(claim.split("\\s+")));
    return scopes;
  }
}
