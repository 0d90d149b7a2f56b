package dev.footfall.gateway;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext.Authorizer;
import io.quarkus.amazon.lambda.http.LambdaIdentityProvider;
import io.quarkus.security.StringPermission;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The identity in the token that API Gateway's JWT authorizer has checked. Whoever another kind of
 * authorizer let in is nobody: may write, as everybody may, and read nothing.
 */
@ApplicationScoped
class GatewayIdentity implements LambdaIdentityProvider {
  private static final String READ_SCOPE = "counts:read";
  private static final StringPermission READ = new StringPermission("counts", "read");
  private static final SecurityIdentity NOBODY =
      QuarkusSecurityIdentity.builder().setAnonymous(true).build();

  @Override
  public SecurityIdentity authenticate(APIGatewayV2HTTPEvent event) {
    Authorizer.JWT token = event.getRequestContext().getAuthorizer().getJwt();
    if (token == null) {
      // No identity at all would end the request here, a write as well, with an empty 401.
      return NOBODY;
    }
    Map<String, String> claims = Optional.ofNullable(token.getClaims()).orElse(Map.of());
    return identity(
        claims.getOrDefault("sub", "unnamed"),
        mayRead(claims.get("scope"), token.getScopes()),
        CampaignClaim.parse(claims.get(Caller.CAMPAIGNS)));
  }

  static SecurityIdentity identity(String name, boolean mayRead, CampaignClaim campaigns) {
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
