package dev.footfall.problem;

import dev.footfall.database.Unavailable;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Maps every failed request to a problem; no other class does. */
public class ProblemMapper {
  private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

  @ServerExceptionMapper
  Response map(Throwable failure) {
    if (failure instanceof ProblemException known) {
      return answer(known.problem()).build();
    }
    if (failure instanceof Unavailable) {
      return answer(Problem.of(Response.Status.SERVICE_UNAVAILABLE, Unavailable.DETAIL))
          .header(HttpHeaders.RETRY_AFTER, Unavailable.RETRY_AFTER)
          .build();
    }
    LOG.error("Unexpected failure", failure);
    return answer(Problem.of(Response.Status.INTERNAL_SERVER_ERROR, "an unexpected error")).build();
  }

  @ServerExceptionMapper
  Response map(WebApplicationException failure) {
    Response refused = failure.getResponse();
    Response.StatusType status = refused.getStatusInfo();
    return answer(Problem.of(status, "the request was refused: " + status.getReasonPhrase(), null))
        .header(HttpHeaders.ALLOW, refused.getHeaderString(HttpHeaders.ALLOW))
        .build();
  }

  @ServerExceptionMapper
  Response map(UnauthorizedException failure) {
    return answer(Problem.of(Response.Status.UNAUTHORIZED, "authentication is required"))
        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
        .build();
  }

  @ServerExceptionMapper
  Response map(ForbiddenException failure, Request request) {
    // Only naming a campaign is no read.
    String scope = request.getMethod().equals(HttpMethod.PUT) ? "campaigns:write" : "counts:read";
    return answer(
            Problem.of(
                Response.Status.FORBIDDEN,
                Optional.ofNullable(failure.getMessage())
                    .orElse("the token has no scope " + scope + " (in scope, scp or permissions)")))
        .build();
  }

  private static Response.ResponseBuilder answer(Problem problem) {
    return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
  }
}
