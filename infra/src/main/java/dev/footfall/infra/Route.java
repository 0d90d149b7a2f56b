package dev.footfall.infra;

import java.util.List;
import software.amazon.awscdk.services.apigatewayv2.HttpMethod;

/**
 * One of the application's routes.
 *
 * @param needsToken whether API Gateway requires a token
 * @param limit the rate limit that applies to it
 */
record Route(HttpMethod method, String path, boolean needsToken, Limit limit) {

  /** Events may arrive at the stage's full rate; people and their browsers need far less. */
  enum Limit {
    WRITES,
    READS
  }

  /** All routes of the application. API Gateway answers 404 to any other. */
  static final List<Route> ALL =
      List.of(
          open(HttpMethod.POST, "/v1/events", Limit.WRITES),
          open(HttpMethod.GET, "/v1/pixel.gif", Limit.WRITES),
          open(HttpMethod.HEAD, "/v1/pixel.gif", Limit.WRITES),
          // API Gateway's path parameters are whole segments.
          open(HttpMethod.GET, "/v1/p/{campaign_id}/{event_type}", Limit.WRITES),
          open(HttpMethod.HEAD, "/v1/p/{campaign_id}/{event_type}", Limit.WRITES),
          // The function answers preflights itself, so that they are the same as on a laptop.
          open(HttpMethod.OPTIONS, "/{path+}", Limit.WRITES),
          open(HttpMethod.GET, "/footfall.js", Limit.WRITES),
          open(HttpMethod.HEAD, "/footfall.js", Limit.WRITES),
          open(HttpMethod.GET, "/", Limit.READS),
          open(HttpMethod.HEAD, "/", Limit.READS),
          open(HttpMethod.GET, "/assets/{name}", Limit.READS),
          open(HttpMethod.HEAD, "/assets/{name}", Limit.READS),
          open(HttpMethod.GET, "/sign-in", Limit.READS),
          open(HttpMethod.GET, "/q/openapi", Limit.READS),
          open(HttpMethod.GET, "/q/health/live", Limit.READS),
          open(HttpMethod.GET, "/q/health/ready", Limit.READS),
          withToken(HttpMethod.GET, "/v1/counts"),
          withToken(HttpMethod.GET, "/v1/events"),
          withToken(HttpMethod.GET, "/v1/campaigns"),
          // Which scope a token needs is the application's to say: providers put scopes in many
          // places.
          withToken(HttpMethod.PUT, "/v1/campaigns/{campaign_id}"),
          withToken(HttpMethod.GET, "/v1/sessions/{session_id}/events"),
          withToken(HttpMethod.GET, "/v1/lag"));

  private static Route open(HttpMethod method, String path, Limit limit) {
    return new Route(method, path, false, limit);
  }

  private static Route withToken(HttpMethod method, String path) {
    return new Route(method, path, true, Limit.READS);
  }

  /** API Gateway's name for the route. */
  String key() {
    return method + " " + path;
  }

  int requestsPerSecond(Stage stage) {
    return switch (limit) {
      case WRITES -> stage.writesPerSecond();
      case READS -> stage.readsPerSecond();
    };
  }
}
