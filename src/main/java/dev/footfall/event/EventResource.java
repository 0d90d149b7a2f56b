package dev.footfall.event;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response.Status;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Receives events from pages and servers. */
@Path("/v1/events")
@PermitAll
public class EventResource {
  static final String NDJSON = "application/x-ndjson";

  private final Collector collector;

  EventResource(Collector collector) {
    this.collector = collector;
  }

  @POST
  @Consumes({MediaType.APPLICATION_JSON, NDJSON, MediaType.TEXT_PLAIN})
  @Produces(MediaType.APPLICATION_JSON)
  public Uni<RestResponse<Receipt>> post(
      byte[] body, @Context HttpHeaders headers, @HeaderParam("Sec-GPC") String gpc) {
    // A header parameter would hold only the part before the first comma.
    String encoding = headers.getHeaderString(HttpHeaders.CONTENT_ENCODING);
    EventDecoder.Batch batch = decode(RequestBody.decoded(body, encoding), headers.getMediaType());
    return collector.collect(batch.events(), gpc).map(results -> answer(batch, results));
  }

  private static RestResponse<Receipt> answer(EventDecoder.Batch batch, List<Result> results) {
    Receipt receipt = Receipt.of(results);
    int status = batch.single() ? results.get(0).status() : receipt.batchStatus();
    return ResponseBuilder.<Receipt>create(status).entity(receipt).build();
  }

  private static EventDecoder.Batch decode(byte[] body, MediaType type) {
    if (type == null) {
      throw RequestBody.refused(Status.UNSUPPORTED_MEDIA_TYPE, "a Content-Type is needed");
    }
    String charset = type.getParameters().getOrDefault("charset", StandardCharsets.UTF_8.name());
    if (!charset.equalsIgnoreCase(StandardCharsets.UTF_8.name())) {
      throw RequestBody.refused(Status.UNSUPPORTED_MEDIA_TYPE, "the charset must be UTF-8");
    }
    Instant received = Instant.now();
    return switch (type.getSubtype()) {
      case "x-ndjson" -> EventDecoder.lines(body, received);
      case "plain" -> EventDecoder.text(body, received);
      default -> EventDecoder.json(body, received);
    };
  }
}
