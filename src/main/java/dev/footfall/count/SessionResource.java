package dev.footfall.count;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.footfall.access.Caller;
import dev.footfall.query.QueryParameters;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists one session's events, page by page, for debugging. */
@Path("/v1/sessions/{session_id}/events")
@PermissionsAllowed("counts:read")
public class SessionResource {
  private final SessionStore store;
  private final Caller caller;

  SessionResource(SessionStore store, Caller caller) {
    this.store = store;
    this.caller = caller;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Uni<Page> page(
      @PathParam("session_id") String sessionId, @Context HttpServerRequest http) {
    UUID session = QueryParameters.uuid("session_id", sessionId);
    QueryParameters parameters =
        new QueryParameters(QueryParameters.of(http), Set.of("limit", "after"), Set.of());
    int limit = parameters.number("limit", 1, EventPage.MOST, EventPage.DEFAULT);
    EventCursor after = parameters.text("after").map(EventCursor::parse).orElse(EventCursor.START);
    return store
        .find(session, caller.campaigns(), after, limit)
        .map(
            found -> {
              if (found.hidden()) {
                throw caller.forbidden();
              }
              return new Page(session, found.page().events(), found.page().next());
            });
  }

  /**
   * One page.
   *
   * @param next what {@code after} takes for the next page; null at the end
   */
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Page(UUID sessionId, List<StoredEvent> events, @Nullable String next) {}
}
