package dev.footfall.infra;

import java.util.List;
import software.amazon.awscdk.services.apigatewayv2.HttpMethod;

/**
 * A route of the application.
 *
 * @param reader whether the gateway requires a token
 * @param load the limit that throttles it
 */
record Route(HttpMethod method, String path, boolean reader, Load load) {

  /** Events may arrive at the stage's full rate; all other routes are for people and browsers. */
  enum Load {
    WRITE,
    READ
  }

  /** All routes of the application; any other path is a 404. */
  static final List<Route> ALL =
      List.of(
          open(HttpMethod.POST, "/v1/events", Load.WRITE),
          open(HttpMethod.GET, "/v1/pixel.gif", Load.WRITE),
          open(HttpMethod.HEAD, "/v1/pixel.gif", Load.WRITE),
          // The function answers preflights itself, so that they are the same as on a laptop.
          open(HttpMethod.OPTIONS, "/{path+}", Load.WRITE),
          open(HttpMethod.GET, "/footfall.js", Load.WRITE),
          open(HttpMethod.HEAD, "/footfall.js", Load.WRITE),
          open(HttpMethod.GET, "/", Load.READ),
          open(HttpMethod.HEAD, "/", Load.READ),
          open(HttpMethod.GET, "/assets/{name}", Load.READ),
          open(HttpMethod.HEAD, "/assets/{name}", Load.READ),
          open(HttpMethod.GET, "/sign-in", Load.READ),
          open(HttpMethod.GET, "/q/openapi", Load.READ),
          open(HttpMethod.GET, "/q/health/live", Load.READ),
          open(HttpMethod.GET, "/q/health/ready", Load.READ),
          reader("/v1/counts"),
          reader("/v1/campaigns"),
          reader("/v1/sessions/{session_id}/events"),
          reader("/v1/lag"));

  private static Route open(HttpMethod method, String path, Load load) {
    return new Route(method, path, false, load);
  }

  private static Route reader(String path) {
    return new Route(HttpMethod.GET, path, true, Load.READ);
  }

  String key() {
    return method + " " + path;
  }

  int perSecond(Stage stage) {
    return load == Load.WRITE ? stage.writesPerSecond() : stage.readsPerSecond();
  }
}
