package dev.footfall.access;

import io.quarkus.security.StringPermission;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Turns what a checked token says about its bearer into the identity that reading asks for. */
public final class TokenIdentity {
  /** A caller without a token: may write, as everybody may, and read nothing. */
  public static final SecurityIdentity ANONYMOUS =
      QuarkusSecurityIdentity.builder().setAnonymous(true).build();

  private static final String READ_SCOPE = "counts:read";
  private static final StringPermission READ = new StringPermission("counts", "read");

  private TokenIdentity() {}

  /**
   * The bearer of a token with these claims.
   *
   * @param scopes those that the gateway lists beside the claims, or null
   */
  public static SecurityIdentity of(Map<String, String> claims, Collection<String> scopes) {
    return of(
        claims.getOrDefault("sub", "unnamed"),
        mayRead(claims.get("scope"), scopes),
        CampaignClaim.parse(claims.get(Caller.CAMPAIGNS)));
  }

  static SecurityIdentity of(String name, boolean mayRead, CampaignClaim campaigns) {
    QuarkusSecurityIdentity.Builder identity =
        QuarkusSecurityIdentity.builder()
            .setPrincipal(new QuarkusPrincipal(name))
            .addAttribute(Caller.CAMPAIGNS, campaigns);
    return (mayRead ? identity.addPermission(READ) : identity).build();
  }

  private static boolean mayRead(String scopeClaim, Collection<String> scopes) {
    List<String> claimed = scopeClaim == null ? List.of() : List.of(scopeClaim.split("\\s+"));
    return claimed.contains(READ_SCOPE) || scopes != null && scopes.contains(READ_SCOPE);
  }
}
