package dev.footfall.event;

import dev.footfall.database.Unavailable;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Receives one event from an image tag and always responds with the image. The path form is for
 * tools that strip or mangle parameters; blockers' lists do not have it.
 */
@Path("/v1")
@PermitAll
public class PixelResource {
  private static final Logger LOG = Logger.getLogger(PixelResource.class);
  private static final String QUERY_FORM = "pixel.gif";
  private static final String PATH_FORM = "p/{campaign_id}/{event_type}.gif";

  /** A transparent image of one pixel, 43 bytes (GIF89a with a graphic control extension). */
  private static final byte[] GIF =
      Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAAAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==");

  private final Collector collector;

  PixelResource(Collector collector) {
    this.collector = collector;
  }

  @GET
  @Path(QUERY_FORM)
  public Uni<Response> get(@Context HttpServerRequest request, @Context HttpHeaders headers) {
    return store(headers, arrival -> PixelDecoder.decode(request.query(), arrival));
  }

  @GET
  @Path(PATH_FORM)
  public Uni<Response> get(
      @PathParam("campaign_id") String campaignId,
      @PathParam("event_type") String eventType,
      @Context HttpHeaders headers) {
    return store(headers, arrival -> PixelDecoder.decode(campaignId, eventType, arrival));
  }

  /** The headers of GET, but nothing is recorded: a valid event is {@code ignored}. */
  @HEAD
  @Path(QUERY_FORM)
  public Response head(@Context HttpServerRequest request) {
    return ignore(PixelDecoder.decode(request.query(), now()));
  }

  /** As {@link #head(HttpServerRequest)}. */
  @HEAD
  @Path(PATH_FORM)
  public Response head(
      @PathParam("campaign_id") String campaignId, @PathParam("event_type") String eventType) {
    return ignore(PixelDecoder.decode(campaignId, eventType, now()));
  }

  private Uni<Response> store(HttpHeaders headers, Function<Arrival, Submission> decode) {
    return Uni.createFrom()
        .deferred(() -> collector.collect(List.of(decode.apply(now())), Visit.of(headers)))
        .map(results -> image(results.get(0)))
        .onFailure()
        .recoverWithItem(PixelResource::failed);
  }

  private static Response ignore(Submission submission) {
    return image(Collector.ignored(List.of(submission), "HEAD records nothing").get(0));
  }

  private static Arrival now() {
    return Arrival.at(Instant.now());
  }

  private static Response image(Result result) {
    Response.ResponseBuilder answer =
        image(result.status()).header("Footfall-Result", result.outcome());
    reason(result).ifPresent(reason -> answer.header("Footfall-Reason", reason));
    return answer.build();
  }

  private static Optional<String> reason(Result result) {
    if (result instanceof Result.Rejected rejected) {
      String subject = rejected.field() == null ? "event" : rejected.field();
      return Optional.of(subject + " " + rejected.reason());
    }
    return result instanceof Result.Ignored ignored
        ? Optional.of(ignored.reason())
        : Optional.empty();
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
