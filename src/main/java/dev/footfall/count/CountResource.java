package dev.footfall.count;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.access.Caller;
import dev.footfall.database.BreakdownsConfig;
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
import java.util.stream.Collectors;

/** Counts a campaign's events by type, and over time, as JSON or CSV. */
@Path("/v1/counts")
@PermissionsAllowed("counts:read")
public class CountResource {
  private static final Format CSV = new Format("csv", new MediaType("text", "csv"));

  private final CountStore store;
  private final Caller caller;
  private final BreakdownsConfig breakdowns;
  private final ObjectMapper json;

  CountResource(CountStore store, Caller caller, BreakdownsConfig breakdowns, ObjectMapper json) {
    this.store = store;
    this.caller = caller;
    this.breakdowns = breakdowns;
    this.json = json;
  }

  @GET
  public Uni<Response> counts(@Context HttpServerRequest http, @Context Request request) {
    Map<String, List<String>> parameters = QueryParameters.of(http);
    boolean csv = CSV.isWanted(parameters, request);
    CountQuery query = CountQuery.of(parameters, breakdowns.keys(), Instant.now());
    caller.requireCampaign(query.campaignId());
    Buckets buckets = Buckets.of(query);
    AnswerSize size = AnswerSize.of(csv, buckets.local(), query.isSplit());
    size.require(query.eventTypes());
    Series series = new Series(query, buckets, part -> csv ? csv(part, query) : json(part));
    return store
        .count(query, buckets, size)
        .map(counted -> series.counts(counted, size.room(query.eventTypes())))
        .map(
            counts ->
                csv
                    ? Response.ok(CountsCsv.of(counts), CSV.type())
                    : Response.ok(counts, MediaType.APPLICATION_JSON_TYPE))
        .map(Response.ResponseBuilder::build);
  }

  /** What is no type has no line in CSV. */
  private static long csv(Object part, CountQuery query) {
    return part instanceof Counts.OfType type
        ? AnswerSize.of(new CountsCsv(query.from(), true).lines(type).collect(Collectors.joining()))
        : 0;
  }

  private long json(Object part) {
    try {
      return AnswerSize.of(json.writeValueAsString(part)) + 1; // a comma
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("counts are always JSON", e);
    }
  }
}
