package dev.footfall.campaign;

import dev.footfall.access.Caller;
import dev.footfall.problem.Problem;
import dev.footfall.problem.ProblemException;
import dev.footfall.query.QueryParameters;
import dev.footfall.wire.ContentType;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import java.time.Instant;
import java.util.UUID;

/** Lists the campaigns that the caller may see, page by page, and names them. */
@Path("/v1/campaigns")
public class CampaignResource {
  private static final String CAMPAIGN_ID = "campaign_id";

  private final CampaignStore store;
  private final Caller caller;

  CampaignResource(CampaignStore store, Caller caller) {
    this.store = store;
    this.caller = caller;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @PermissionsAllowed("counts:read")
  public Uni<CampaignPage> list(@Context HttpServerRequest http) {
    CampaignQuery query = CampaignQuery.of(QueryParameters.of(http), Instant.now());
    return store
        .list(query, caller.campaigns())
        .map(listed -> CampaignPage.of(query.window(), listed));
  }

  /** Names a campaign, which need not have any event yet; the same name again changes nothing. */
  @PUT
  @Path("{" + CAMPAIGN_ID + "}")
  @Consumes(MediaType.WILDCARD)
  @Produces(MediaType.APPLICATION_JSON)
  @PermissionsAllowed("campaigns:write")
  public Uni<NamedCampaign> name(
      @PathParam(CAMPAIGN_ID) String campaignId, byte[] body, @Context HttpHeaders headers) {
    UUID campaign = QueryParameters.uuid(CAMPAIGN_ID, campaignId);
    caller.requireCampaign(campaign);
    requireJson(headers);
    NamedCampaign named = new NamedCampaign(campaign, CampaignName.read(body));
    return store.name(named).replaceWith(named);
  }

  /** Any type of JSON, or none at all, as for events. */
  private static void requireJson(HttpHeaders headers) {
    ContentType type = ContentType.of(headers.getHeaderString(HttpHeaders.CONTENT_TYPE));
    if (!type.isJson() && !type.name().isEmpty()) {
      throw unsupported("Content-Type must be JSON");
    }
    if (!type.utf8()) {
      throw unsupported("the charset must be UTF-8");
    }
    if (headers.getHeaderString(HttpHeaders.CONTENT_ENCODING) != null) {
      throw unsupported("the body must not be compressed");
    }
  }

  private static ProblemException unsupported(String detail) {
    return new ProblemException(Problem.of(Status.UNSUPPORTED_MEDIA_TYPE, detail));
  }
}
