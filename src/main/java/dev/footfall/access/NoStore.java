package dev.footfall.access;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Keeps caches from storing what was read: it depends on who asks, and on when. */
@Singleton
class NoStore {
  /** Before authentication, so that refusals are covered too. */
  private static final int PRIORITY = 290;

  void register(@Observes Filters filters) {
    filters.register(NoStore::handle, PRIORITY);
  }

  private static void handle(RoutingContext context) {
    if (isRead(context.request())) {
      context.addHeadersEndHandler(
          end -> {
            if (!context.response().headers().contains(HttpHeaders.CACHE_CONTROL)) {
              context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            }
          });
    }
    context.next();
  }

  private static boolean isRead(HttpServerRequest request) {
    String path = request.path();
    return path != null
        && path.startsWith("/v1/")
        && (request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD);
  }
}
