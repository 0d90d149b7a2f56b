package dev.footfall.count;

import dev.footfall.access.Caller;
import dev.footfall.query.QueryParameters;
import dev.footfall.query.Window;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** Measures how late a campaign's events arrive. */
@Path("/v1/lag")
@PermissionsAllowed("counts:read")
public class LagResource {
  private final LagStore store;
  private final Caller caller;

  LagResource(LagStore store, Caller caller) {
    this.store = store;
    this.caller = caller;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Uni<Lag> lag(@Context HttpServerRequest http) {
    QueryParameters parameters =
        new QueryParameters(
            QueryParameters.of(http), Set.of("campaign_id", "from", "to"), Set.of());
    UUID campaign = parameters.requiredUuid("campaign_id");
    caller.requireCampaign(campaign);
    return store.lag(campaign, Window.of(parameters, Instant.now()));
  }
}
