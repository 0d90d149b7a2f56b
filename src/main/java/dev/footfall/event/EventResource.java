package dev.footfall.event;

import dev.footfall.problem.ProblemException;
import dev.footfall.wire.QueryString;
import dev.footfall.wire.TimeFormat;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/** Receives events from pages and servers. */
@Path("/v1/events")
@PermitAll
public class EventResource {
  private static final String SENT_AT = "sent_at";
  private static final String JSON = "application/json;charset=UTF-8";

  private final Collector collector;

  EventResource(Collector collector) {
    this.collector = collector;
  }

  /** Takes any type of body and of answer: {@link BodyType} says which are refused. */
  @POST
  @Consumes(MediaType.WILDCARD)
  public Uni<RestResponse<Receipt>> post(
      byte[] body, @Context HttpServerRequest request, @Context HttpHeaders headers) {
    // A header parameter would hold only the part before the first comma.
    BodyType type = BodyType.of(headers.getHeaderString(HttpHeaders.CONTENT_TYPE));
    byte[] decoded =
        RequestBody.decoded(body, headers.getHeaderString(HttpHeaders.CONTENT_ENCODING));
    Arrival arrival = Arrival.of(Instant.now(), sentAt(request.query()));
    EventDecoder.Batch batch =
        type == BodyType.LINES
            ? EventDecoder.lines(decoded, arrival)
            : EventDecoder.jsonOrLines(decoded, arrival);
    return collector
        .collect(batch.events(), Visit.of(headers))
        .map(results -> answer(batch, results));
  }

  private static Optional<Instant> sentAt(@Nullable String query) {
    try {
      List<String> sentAt = QueryString.parse(query).getOrDefault(SENT_AT, List.of());
      return sentAt.isEmpty() ? Optional.empty() : Optional.of(time(sentAt.get(0)));
    } catch (QueryString.Unreadable unreadable) {
      throw ProblemException.badRequest(unreadable.parameter(), QueryString.Unreadable.REASON);
    }
  }

  private static Instant time(String text) {
    return TimeFormat.parseParameter(text)
        .or(() -> TimeFormat.parseEpochMilliseconds(text))
        .orElseThrow(() -> ProblemException.badRequest(SENT_AT, Draft.TIME_FORM));
  }

  private static RestResponse<Receipt> answer(EventDecoder.Batch batch, List<Result> results) {
    Receipt receipt = Receipt.of(results);
    int status = batch.single() ? results.get(0).status() : receipt.batchStatus();
    return ResponseBuilder.<Receipt>create(status).entity(receipt).type(JSON).build();
  }
}
