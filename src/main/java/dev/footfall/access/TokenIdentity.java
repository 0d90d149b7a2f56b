package dev.footfall.access;

import io.quarkus.security.StringPermission;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds the identity that reads require from the claims of a verified token. */
public final class TokenIdentity {
  /** An anonymous caller: may write, but not read. */
  public static final SecurityIdentity ANONYMOUS =
      QuarkusSecurityIdentity.builder().setAnonymous(true).build();

  private static final String READ_SCOPE = "counts:read";
  private static final StringPermission READ = new StringPermission("counts", "read");

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

  private static boolean mayRead(@Nullable String scopeClaim, @Nullable Collection<String> scopes) {
    List<String> claimed = scopeClaim == null ? List.of() : List.of(scopeClaim.split("\\s+"));
    return claimed.contains(READ_SCOPE) || scopes != null && scopes.contains(READ_SCOPE);
  }
}
