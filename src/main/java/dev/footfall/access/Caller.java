package dev.footfall.access;

import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The caller of a read, and the campaigns that it may see. */
@RequestScoped
public class Caller {
  static final String CAMPAIGNS = "campaigns";

  private final SecurityIdentity identity;

  Caller(SecurityIdentity identity) {
    this.identity = identity;
  }

  /** The campaigns that the caller may see; empty means all of them. */
  public Optional<Set<UUID>> campaigns() {
    return claim().listed();
  }

  /** Fails with 403 unless the caller may see the campaign. */
  public void requireCampaign(UUID campaign) {
    if (!campaigns().map(seen -> seen.contains(campaign)).orElse(true)) {
      throw forbidden();
    }
  }

  /** A 403 that says which claim was looked for. */
  public ForbiddenException forbidden() {
    return new ForbiddenException(claim().refusal());
  }

  private CampaignClaim claim() {
    CampaignClaim claim = identity.getAttribute(CAMPAIGNS);
    return claim == null ? CampaignClaim.parse(CAMPAIGNS, null) : claim;
  }
}
