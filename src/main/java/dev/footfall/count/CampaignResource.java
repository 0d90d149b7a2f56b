package dev.footfall.count;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.footfall.access.Caller;
import dev.footfall.query.QueryParameters;
import dev.footfall.query.Times;
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
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;

/** Lists the campaigns that the caller may see. */
@Path("/v1/campaigns")
@PermissionsAllowed("counts:read")
public class CampaignResource {
  private final CampaignStore store;
  private final Caller caller;

  CampaignResource(CampaignStore store, Caller caller) {
    this.store = store;
    this.caller = caller;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Uni<Campaigns> list(@Context HttpServerRequest http) {
    QueryParameters parameters =
        new QueryParameters(QueryParameters.of(http), Set.of("from", "to"), Set.of());
    Window window = Window.of(parameters, Instant.now());
    return store
        .list(window, caller.campaigns())
        .map(
            campaigns ->
                new Campaigns(Times.utc(window.from()), Times.utc(window.to()), campaigns));
  }

  /** The campaigns, and the window that their totals and times are of. */
  @JsonNaming(SnakeCaseStrategy.class)
  record Campaigns(
      OffsetDateTime from, OffsetDateTime to, List<CampaignStore.Campaign> campaigns) {}
}
