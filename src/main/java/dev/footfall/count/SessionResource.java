package dev.footfall.count;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.footfall.gateway.Caller;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Shows one session's events, page by page; for debugging. */
@Path("/v1/sessions/{session_id}/events")
@PermissionsAllowed("counts:read")
public class SessionResource {
  private static final int MOST = 1000;
  private static final int DEFAULT = 100;

  private final SessionStore store;
  private final Caller caller;

  SessionResource(SessionStore store, Caller caller) {
    this.store = store;
    this.caller = caller;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Uni<Page> page(@PathParam("session_id") String sessionId, @Context UriInfo uri) {
    UUID session = QueryParameters.uuid("session_id", sessionId);
    QueryParameters parameters =
        new QueryParameters(uri.getQueryParameters(), Set.of("limit", "after"), Set.of());
    int limit = parameters.number("limit", 1, MOST, DEFAULT);
    SessionCursor after =
        parameters.text("after").map(SessionCursor::parse).orElse(SessionCursor.START);
    return store
        .page(session, caller.campaigns(), after, limit + 1)
        .call(events -> events.isEmpty() ? refuseHidden(session) : Uni.createFrom().nullItem())
        .map(events -> page(session, events, limit));
  }

  /** Nothing to show: 403 if all of the session is others', else an empty page. */
  private Uni<Void> refuseHidden(UUID session) {
    if (caller.campaigns().isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return store
        .hidden(session, caller.campaigns().get())
        .invoke(
            hidden -> {
              if (hidden) {
                throw new ForbiddenException("the session's campaigns are not yours to see");
              }
            })
        .replaceWithVoid();
  }

  /** One event was read beyond the limit: it tells whether a page follows. */
  private static Page page(UUID session, List<SessionStore.SessionEvent> events, int limit) {
    if (events.size() <= limit) {
      return new Page(session, events, null);
    }
    SessionStore.SessionEvent last = events.get(limit - 1);
    SessionCursor next = new SessionCursor(last.eventTime().toInstant(), last.id());
    return new Page(session, events.subList(0, limit), next.toString());
  }

  /**
   * One page.
   *
   * @param next what {@code after} takes for the page that follows; null at the end
   */
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Page(UUID sessionId, List<SessionStore.SessionEvent> events, String next) {}
}
