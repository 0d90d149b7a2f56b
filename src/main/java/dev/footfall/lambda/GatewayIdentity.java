package dev.footfall.lambda;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext.Authorizer;
import dev.footfall.access.AccessConfig;
import dev.footfall.access.TokenIdentity;
import io.quarkus.amazon.lambda.http.LambdaIdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/**
 * The identity in the token that API Gateway's JWT authorizer verified. Callers from other
 * authorizers are anonymous: they may write, but not read.
 */
@ApplicationScoped
class GatewayIdentity implements LambdaIdentityProvider {
  private final AccessConfig config;

  GatewayIdentity(AccessConfig config) {
    this.config = config;
  }

  @Override
  public SecurityIdentity authenticate(APIGatewayV2HTTPEvent event) {
    Authorizer.JWT token = event.getRequestContext().getAuthorizer().getJwt();
    if (token == null) {
      // Returning no identity would answer every request, writes included, with an empty 401.
      return TokenIdentity.ANONYMOUS;
    }
    return TokenIdentity.of(
        Optional.ofNullable(token.getClaims()).orElse(Map.of()), token.getScopes(), config);
  }
}
