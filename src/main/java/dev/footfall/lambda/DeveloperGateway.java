package dev.footfall.lambda;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.BindException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Opens the local gateway in {@code quarkus dev} and logs its URLs. The bean exists in no other
 * build.
 */
@Singleton
@IfBuildProfile("dev")
class DeveloperGateway {
  private static final Logger LOG = Logger.getLogger(DeveloperGateway.class);
  private static final String LAMBDA_PORT = DeveloperGateway.class.getName();

  void onStart(
      @Observes StartupEvent start,
      @ConfigProperty(name = "quarkus.http.host") String host,
      @ConfigProperty(name = "quarkus.http.port") int port,
      @ConfigProperty(name = "quarkus.lambda.mock-event-server.dev-port") int lambdaPort)
      throws QuarkusBindException {
    // A request can make Quarkus reload the application, and still waits for its response. So the
    // gateway outlives the application; a reload can change only the function's port.
    Object open = System.getProperties().get(LAMBDA_PORT);
    if (open instanceof AtomicInteger current) {
      current.set(lambdaPort);
      return;
    }
    AtomicInteger current = new AtomicInteger(lambdaPort);
    int actual = open(host, port, current::get);
    System.getProperties().put(LAMBDA_PORT, current);
    LOG.infof(
        "Dashboard: http://localhost:%1$d/ - send events to: http://localhost:%1$d/v1/events"
            + " - API: http://localhost:%1$d/q/openapi",
        actual);
  }

  private static int open(String host, int port, IntSupplier lambdaPort)
      throws QuarkusBindException {
    try {
      return LocalGateway.listen(Vertx.vertx(), host, port, lambdaPort)
          .toCompletionStage()
          .toCompletableFuture()
          .join()
          .actualPort();
    } catch (CompletionException e) {
      if (e.getCause() instanceof BindException taken) {
        // Quarkus explains this one instead of printing its stack trace.
        throw new QuarkusBindException(host, port, taken);
      }
      throw e;
    }
  }
}
