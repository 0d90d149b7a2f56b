package dev.footfall.count;

import dev.footfall.access.Caller;
import dev.footfall.query.QueryParameters;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Counts a campaign's events by type, and over time, as JSON or CSV. */
@Path("/v1/counts")
@PermissionsAllowed("counts:read")
public class CountResource {
  private static final Format CSV = new Format("csv", new MediaType("text", "csv"));

  private final CountStore store;
  private final Caller caller;

  CountResource(CountStore store, Caller caller) {
    this.store = store;
    this.caller = caller;
  }

  @GET
  public Uni<Response> counts(@Context HttpServerRequest http, @Context Request request) {
    Map<String, List<String>> parameters = QueryParameters.of(http);
    boolean csv = CSV.isWanted(parameters, request);
    CountQuery query = CountQuery.of(parameters, Instant.now());
    caller.requireCampaign(query.campaignId());
    Buckets buckets = Buckets.of(query);
    AnswerSize size = csv ? AnswerSize.csv(buckets.local()) : AnswerSize.json(buckets.local());
    size.require(query.eventTypes());
    return store
        .count(query, buckets, size)
        .map(new Series(query, buckets)::counts)
        .map(
            counts ->
                csv
                    ? Response.ok(counts.csv(), CSV.type())
                    : Response.ok(counts, MediaType.APPLICATION_JSON_TYPE))
        .map(Response.ResponseBuilder::build);
  }
}
