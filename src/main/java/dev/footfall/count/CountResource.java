package dev.footfall.count;

import dev.footfall.access.Caller;
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

/** Counts a campaign's events by type, and over time, as JSON or CSV. */
@Path("/v1/counts")
@PermissionsAllowed("counts:read")
public class CountResource {
  private static final MediaType CSV = new MediaType("text", "csv");

  /** A caller without a preference gets the first. */
  private static final List<Variant> VARIANTS =
      Variant.mediaTypes(MediaType.APPLICATION_JSON_TYPE, CSV).build();

  private final CountStore store;
  private final Caller caller;

  CountResource(CountStore store, Caller caller) {
    this.store = store;
    this.caller = caller;
  }

  @GET
  @Produces({MediaType.APPLICATION_JSON, "text/csv"})
  public Uni<Response> counts(@Context HttpServerRequest http, @Context Request request) {
    Variant variant = request.selectVariant(VARIANTS);
    if (variant == null) {
      throw new NotAcceptableException();
    }
    boolean csv = variant.getMediaType().equals(CSV);
    CountQuery query = CountQuery.of(QueryParameters.of(http), Instant.now());
    caller.requireCampaign(query.campaignId());
    Buckets buckets = Buckets.of(query);
    AnswerSize size = csv ? AnswerSize.csv(buckets.local()) : AnswerSize.json(buckets.local());
    size.require(query.eventTypes());
    return store
        .count(query, buckets, size)
        .map(new Series(query, buckets)::counts)
        .map(counts -> Response.ok(csv ? counts.csv() : counts))
        .map(response -> response.type(variant.getMediaType()).build());
  }
}
