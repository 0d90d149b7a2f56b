package dev.footfall.access;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.QuarkusHttpHeaders;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * The caller of a test's plain HTTP request: one who may read everything, or the header's. API
 * Gateway's own identity comes first, and an event that names its API is left alone.
 */
@ApplicationScoped
public class TestIdentity implements HttpAuthenticationMechanism {
  /** Holds the claim {@code campaigns}, or {@link #NOBODY}. */
  public static final String HEADER = "Test-Campaigns";

  /** Holds the scopes, separated by spaces; without it, the caller has all of them. */
  public static final String SCOPES = "Test-Scopes";

  public static final String NOBODY = "nobody";

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager identityProviderManager) {
    String claim = context.request().getHeader(HEADER);
    if (NOBODY.equals(claim) || namesItsGateway(context.request().headers())) {
      return Uni.createFrom().nullItem();
    }
    CampaignClaim campaigns =
        claim == null ? CampaignClaim.ALL : CampaignClaim.parse(Caller.CAMPAIGNS, claim);
    String scopes = context.request().getHeader(SCOPES);
    List<String> granted = scopes == null ? TokenIdentity.ALL_SCOPES : List.of(scopes.split(" "));
    return Uni.createFrom().item(TokenIdentity.of("test", granted, campaigns));
  }

  private static boolean namesItsGateway(MultiMap headers) {
    return headers instanceof QuarkusHttpHeaders quarkus
        && quarkus.getContextObjects().get(RequestContext.class) instanceof RequestContext sent
        && sent.getApiId() != null;
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    return Uni.createFrom().nullItem();
  }

  @Override
  public int getPriority() {
    return 1;
  }
}
