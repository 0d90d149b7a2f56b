package dev.footfall.event;

import dev.footfall.database.Unavailable;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jboss.logging.Logger;

/** Receives one event from an image tag and always responds with the image. */
@Path("/v1/pixel.gif")
@PermitAll
public class PixelResource {
  private static final Logger LOG = Logger.getLogger(PixelResource.class);

  /** A transparent image of one pixel, 43 bytes (GIF89a with a graphic control extension). */
  private static final byte[] GIF =
      Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAAAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==");

  private final Collector collector;

  PixelResource(Collector collector) {
    this.collector = collector;
  }

  @GET
  public Uni<Response> get(
      @Context HttpServerRequest request, @HeaderParam("Sec-GPC") String globalPrivacyControl) {
    Submission event = PixelDecoder.decode(request.query(), Instant.now());
    return collector
        .collect(List.of(event), globalPrivacyControl)
        .map(results -> image(results.get(0)))
        .onFailure()
        .recoverWithItem(PixelResource::failed);
  }

  /** The headers of GET, but nothing is recorded: a valid event is {@code ignored}. */
  @HEAD
  public Response head(@Context HttpServerRequest request) {
    Submission submission = PixelDecoder.decode(request.query(), Instant.now());
    return image(Result.of(submission, event -> new Result.Ignored(event.id())));
  }

  private static Response image(Result result) {
    Response.ResponseBuilder answer =
        image(result.status()).header("Footfall-Result", result.outcome());
    if (result instanceof Result.Rejected rejected) {
      String subject = rejected.field() == null ? "event" : rejected.field();
      answer.header("Footfall-Reason", subject + " " + rejected.reason());
    }
    return answer.build();
  }

  /** The image, whatever went wrong: a page would show a broken one. */
  private static Response failed(Throwable failure) {
    if (failure instanceof Unavailable) {
      return image(Response.Status.SERVICE_UNAVAILABLE.getStatusCode())
          .header(HttpHeaders.RETRY_AFTER, Unavailable.RETRY_AFTER)
          .build();
    }
    LOG.error("Unexpected failure", failure);
    return image(Response.Status.INTERNAL_SERVER_ERROR.getStatusCode()).build();
  }

  private static Response.ResponseBuilder image(int status) {
    return Response.status(status)
        .type("image/gif")
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .entity(GIF);
  }
}
