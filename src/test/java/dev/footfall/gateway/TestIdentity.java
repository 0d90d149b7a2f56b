package dev.footfall.gateway;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Who calls, in tests that go through plain HTTP: everybody's reader, or whoever the header says.
 * API Gateway's own identity comes before it.
 */
@ApplicationScoped
public class TestIdentity implements HttpAuthenticationMechanism {
  /** Holds the claim {@code campaigns}, or {@link #NOBODY}. */
  public static final String HEADER = "Test-Campaigns";

  public static final String NOBODY = "nobody";

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager identityProviderManager) {
    String claim = context.request().getHeader(HEADER);
    if (NOBODY.equals(claim)) {
      return Uni.createFrom().nullItem();
    }
    CampaignClaim campaigns = claim == null ? CampaignClaim.ALL : CampaignClaim.parse(claim);
    return Uni.createFrom().item(GatewayIdentity.identity("test", true, campaigns));
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
