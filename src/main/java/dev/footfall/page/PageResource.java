package dev.footfall.page;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.Variant;
import java.util.List;

/** Hands out the tracker and the dashboard, compressed where the client takes it. */
@Path("/")
@PermitAll
@NonBlocking // all is in memory: no thread has to be waited for
public class PageResource {
  private static final String GZIP = "gzip";
  private static final List<Variant> ENCODINGS = Variant.encodings("identity", GZIP).build();

  /** Asked for again each time, answered with 304 mostly: it names the newest files. */
  private static final String ALWAYS_ASK = "no-cache";

  /** A mended tracker is on every page within the hour, and no page ever waits for the question. */
  private static final String ASK_HOURLY = "public, max-age=3600, stale-while-revalidate=86400";

  /** The name changes with the content. */
  private static final String NEVER_ASK = "public, max-age=31536000, immutable";

  /**
   * The page runs its own scripts only and belongs in no frame. Where the sign-in takes place is
   * the configured issuer's to say, so connections may go to any host.
   */
  static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self' https:; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  @GET
  public Response dashboard(@Context Request request) {
    return answer(request, Assets.DASHBOARD, ALWAYS_ASK)
        .header("Content-Security-Policy", POLICY)
        .header("Referrer-Policy", "no-referrer")
        .build();
  }

  @GET
  @Path("footfall.js")
  public Response tracker(@Context Request request) {
    return answer(request, Assets.TRACKER, ASK_HOURLY)
        // Pages that are isolated from other origins embed only what allows it.
        .header("Cross-Origin-Resource-Policy", "cross-origin")
        .build();
  }

  @GET
  @Path("assets/{name}")
  public Response asset(@PathParam("name") String name, @Context Request request) {
    Asset asset = Assets.namedByContent(name).orElseThrow(NotFoundException::new);
    return answer(request, asset, NEVER_ASK).build();
  }

  private static ResponseBuilder answer(Request request, Asset asset, String caching) {
    Variant accepted = request.selectVariant(ENCODINGS);
    boolean gzip = accepted != null && GZIP.equals(accepted.getEncoding());
    EntityTag tag = new EntityTag(gzip ? asset.hash() + "-" + GZIP : asset.hash());
    ResponseBuilder answer = request.evaluatePreconditions(tag);
    if (answer == null) {
      answer = Response.ok(gzip ? asset.gzipped() : asset.plain(), asset.type());
      answer.encoding(gzip ? GZIP : null);
    }
    return answer
        .tag(tag)
        .header(HttpHeaders.CACHE_CONTROL, caching)
        .header("X-Content-Type-Options", "nosniff");
  }
}
