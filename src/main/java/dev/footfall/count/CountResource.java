package dev.footfall.count;

import dev.footfall.access.Caller;
import dev.footfall.query.QueryParameters;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Variant;
import java.time.Instant;
import java.util.List;

/** Answers how many events a campaign has, of what type, when. */
@Path("/v1/counts")
@PermissionsAllowed("counts:read")
public class CountResource {
  private static final MediaType CSV = MediaType.valueOf(CountCsv.MEDIA_TYPE);

  /** The first is what a caller without a preference gets. */
  private static final List<Variant> VARIANTS =
      Variant.mediaTypes(MediaType.APPLICATION_JSON_TYPE, CSV).build();

  private final CountStore store;
  private final Caller caller;

  CountResource(CountStore store, Caller caller) {
    this.store = store;
    this.caller = caller;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, CountCsv.MEDIA_TYPE})
  public Uni<Response> counts(@Context HttpServerRequest http, @Context Request request) {
    Variant variant = request.selectVariant(VARIANTS);
    if (variant == null) {
      throw new NotAcceptableException();
    }
    boolean csv = variant.getMediaType().equals(CSV);
    return count(http)
        .map(
            counts ->
                Response.ok(csv ? CountCsv.of(counts) : counts)
                    .type(variant.getMediaType())
                    .build());
  }

  private Uni<Counts> count(HttpServerRequest http) {
    CountQuery query = CountQuery.of(QueryParameters.of(http), Instant.now());
    caller.requireCampaign(query.campaignId());
    Buckets buckets = Buckets.of(query);
    return store.count(query, buckets).map(cells -> Series.counts(query, buckets, cells));
  }
}
