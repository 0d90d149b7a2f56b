package dev.footfall.lambda;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * In {@code quarkus dev} opens the gateway to the function and says where it is; no other build
 * holds this class's bean.
 */
@Singleton
@IfBuildProfile("dev")
class DeveloperGateway {
  private static final Logger LOG = Logger.getLogger(DeveloperGateway.class);
  private static final String LAMBDA_PORT = DeveloperGateway.class.getName();

  void onStart(
      @Observes StartupEvent start,
      @ConfigProperty(name = "quarkus.http.port") int port,
      @ConfigProperty(name = "quarkus.lambda.mock-event-server.dev-port") int lambdaPort) {
    // A request that makes Quarkus reload the application waits for its answer, so the gateway
    // stays open meanwhile:
    // it outlives the application, and all that a reload may change of it is where the function is.
    Object open = System.getProperties().get(LAMBDA_PORT);
    if (open instanceof AtomicInteger current) {
      current.set(lambdaPort);
      return;
    }
    AtomicInteger current = new AtomicInteger(lambdaPort);
    int actual =
        LocalGateway.listen(Vertx.vertx(), port, current::get)
            .toCompletionStage()
            .toCompletableFuture()
            .join()
            .actualPort();
    System.getProperties().put(LAMBDA_PORT, current);
    LOG.infof(
        "Dashboard: http://localhost:%1$d/ - send events to: http://localhost:%1$d/v1/events"
            + " - API: http://localhost:%1$d/q/openapi",
        actual);
  }
}
