package dev.footfall.count;

import dev.footfall.gateway.Caller;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;

/** Answers how many events a campaign has, of what type, when. */
@Path("/v1/counts")
@PermissionsAllowed("counts:read")
class CountResource {
  private final CountStore store;
  private final Caller caller;

  CountResource(CountStore store, Caller caller) {
    this.store = store;
    this.caller = caller;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  Uni<Counts> json(@Context UriInfo uri) {
    return count(uri);
  }

  @GET
  @Produces(CountCsv.MEDIA_TYPE)
  Uni<String> csv(@Context UriInfo uri) {
    return count(uri).map(CountCsv::of);
  }

  private Uni<Counts> count(UriInfo uri) {
    CountQuery query = CountQuery.of(uri.getQueryParameters(), Instant.now());
    caller.requireCampaign(query.campaignId());
    Buckets buckets = Buckets.of(query);
    return store.count(query, buckets).map(cells -> Series.counts(query, buckets, cells));
  }
}
