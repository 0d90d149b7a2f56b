package dev.footfall.count;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.footfall.access.Caller;
import dev.footfall.query.QueryParameters;
import dev.footfall.query.Times;
import dev.footfall.query.Window;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Exports a campaign's events as they are stored, page by page, as JSON or as one line each. */
@Path("/v1/events")
@PermissionsAllowed("counts:read")
public class ExportResource {
  private static final Format LINES =
      new Format("ndjson", new MediaType("application", "x-ndjson"));

  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private final ExportStore store;
  private final Caller caller;
  private final ObjectMapper json;

  ExportResource(ExportStore store, Caller caller, ObjectMapper json) {
    this.store = store;
    this.caller = caller;
    this.json = json;
  }

  @GET
  public Uni<Response> export(@Context HttpServerRequest http, @Context Request request) {
    Map<String, List<String>> query = QueryParameters.of(http);
    QueryParameters parameters =
        new QueryParameters(
            query,
            Set.of("campaign_id", "from", "to", "limit", "after", Format.PARAMETER),
            Set.of("event_type"));
    boolean lines = LINES.isWanted(query, request);
    UUID campaign = parameters.requiredUuid("campaign_id");
    caller.requireCampaign(campaign);
    Window window = Window.of(parameters, Instant.now());
    return store
        .page(
            campaign,
            CountQuery.eventTypes(parameters.texts("event_type")),
            after(parameters, window),
            window.to(),
            parameters.number("limit", 1, EventPage.MOST, EventPage.DEFAULT))
        .map(page -> lines ? lines(page, query) : page(campaign, window, page))
        .map(Response.ResponseBuilder::build);
  }

  private static Response.ResponseBuilder page(UUID campaign, Window window, EventPage page) {
    return Response.ok(Page.of(campaign, window, page), MediaType.APPLICATION_JSON_TYPE);
  }

  private static EventCursor after(QueryParameters parameters, Window window) {
    EventCursor start = new EventCursor(window.from(), BEFORE_ALL);
    return parameters
        .text("after")
        .map(EventCursor::parse)
        .filter(after -> !after.eventTime().isBefore(window.from()))
        .orElse(start);
  }

  /** The next page's address in a header, because lines have no place for it. */
  private Response.ResponseBuilder lines(EventPage page, Map<String, List<String>> query) {
    String lines = page.events().stream().map(this::line).collect(Collectors.joining());
    Response.ResponseBuilder response = Response.ok(lines, LINES.type());
    String next = page.next();
    return next == null
        ? response
        : response.header(HttpHeaders.LINK, "<?" + nextQuery(query, next) + ">; rel=\"next\"");
  }

  private String line(StoredEvent event) {
    try {
      return json.writeValueAsString(event) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event is always JSON", e);
    }
  }

  private static String nextQuery(Map<String, List<String>> query, String next) {
    Stream<String> same =
        query.entrySet().stream()
            .filter(parameter -> !parameter.getKey().equals("after"))
            .flatMap(
                parameter ->
                    parameter.getValue().stream().map(value -> pair(parameter.getKey(), value)));
    return Stream.concat(same, Stream.of(pair("after", next))).collect(Collectors.joining("&"));
  }

  private static String pair(String name, String value) {
    return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /**
   * One page.
   *
   * @param next what {@code after} takes for the next page; null at the end
   */
  @RegisterForReflection
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Page(
      UUID campaignId,
      OffsetDateTime from,
      OffsetDateTime to,
      List<StoredEvent> events,
      @Nullable String next) {
    static Page of(UUID campaign, Window window, EventPage page) {
      return new Page(
          campaign, Times.utc(window.from()), Times.utc(window.to()), page.events(), page.next());
    }
  }
}
