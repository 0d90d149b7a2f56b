package dev.footfall.access;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.problem.Problem;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * Lets scripts of other origins call the service (Fetch standard, "HTTP CORS protocol"): without
 * credentials, and with any request header, because tracing agents add their own to every request.
 * Quarkus' filter always sends {@code Access-Control-Allow-Credentials}, so this filter replaces
 * it.
 */
@Singleton
class Cors {
  /** Before routing and authentication: a preflight carries no token. */
  private static final int PRIORITY = 300;

  private static final String METHODS = "GET, HEAD, POST, PUT, OPTIONS";
  private static final String EXPOSED = "Footfall-Result, Footfall-Reason, Link, Retry-After";
  private static final String MAX_AGE = "" + Duration.ofDays(1).toSeconds();

  private final Set<String> origins;
  private final boolean everyOrigin;
  private final ObjectMapper json;

  Cors(CorsConfig config, ObjectMapper json) {
    this.origins = config.origins().stream().map(Cors::asBrowsersSpellIt).collect(toSet());
    this.everyOrigin = origins.contains("*");
    this.json = json;
  }

  private static String asBrowsersSpellIt(String origin) {
    return origin.strip().replaceAll("/+$", "").toLowerCase(Locale.ROOT);
  }

  void register(@Observes Filters filters) {
    filters.register(this::handle, PRIORITY);
  }

  private void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    HttpServerResponse response = context.response();
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (everyOrigin) {
      // Also without an Origin header: a cache may give the same copy to a script that sends one.
      response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    } else {
      // At the end, because a resource with a Vary of its own would replace this one.
      context.addHeadersEndHandler(end -> response.headers().add(HttpHeaders.VARY, "Origin"));
    }
    if (origin == null) {
      context.next();
    } else if (everyOrigin) {
      allow(context, request, response);
    } else if (origins.contains(origin) || isOwn(origin, request)) {
      response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
      allow(context, request, response);
    } else {
      refuse(response);
    }
  }

  private static void allow(
      RoutingContext context, HttpServerRequest request, HttpServerResponse response) {
    MultiMap asked = request.headers();
    if (request.method() == HttpMethod.OPTIONS
        && asked.contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD)) {
      response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
      response.putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, MAX_AGE);
      if (asked.contains(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS)) {
        // Not "*", which does not cover Authorization.
        response.putHeader(
            HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS,
            asked.get(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS));
      }
      response.end();
    } else {
      response.putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
      context.next();
    }
  }

  /** The dashboard: browsers also send an origin with same-origin POSTs. */
  private static boolean isOwn(String origin, HttpServerRequest request) {
    return origin.endsWith("://" + request.getHeader(HttpHeaders.HOST));
  }

  private void refuse(HttpServerResponse response) {
    Problem problem =
        Problem.of(Response.Status.FORBIDDEN, "this origin may not call this service");
    try {
      response
          .setStatusCode(problem.status())
          .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE.toString())
          .end(json.writeValueAsString(problem));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a problem is always JSON", e);
    }
  }
}
